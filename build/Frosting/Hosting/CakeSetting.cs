namespace Cake.Frosting.Hosting;

/// <summary>A default of the configuration that the program chose.</summary>
internal sealed record CakeSetting(string Key, string Value);
