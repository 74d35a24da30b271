namespace Cake.Frosting.Hosting;

/// <summary>An option that is not the host's; without a value where it stood alone.</summary>
internal sealed record RemainingArgument(string Name, string? Value);
