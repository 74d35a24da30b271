using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>Reads <c>migrations:</c>, a list of lead services and the files that they migrate by.</summary>
internal static class MigrationReader
{
    /// <summary>Reads all rules.</summary>
    public static IReadOnlyList<MigrationRule> Read(Layers catalog, IReadOnlyDictionary<string, Service> services) =>
        [.. catalog.Items("migrations").Select(node => Read(node.AsMapping(), services))];

    private static MigrationRule Read(YamlMapping rule, IReadOnlyDictionary<string, Service> services)
    {
        rule.AllowOnly(["lead", "paths"]);
        var lead = KnownName.Of(rule.Require("lead"), "service", services.Keys);
        var patterns = rule.Require("paths").AsSequence().Select(node => node.As(Pattern)).ToList();
        return patterns.Count > 0
            ? new(new ServiceName(lead), patterns)
            : throw rule.Require("paths").Error("names no file");
    }

    private static string Pattern(string text) =>
        text.Length > 0 && !text.StartsWith('/') && !text.Split('/').Contains("..")
            ? text
            : throw new UsageException($"{Printable.Quote(text)} is no pattern of files in the repository");
}
