using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Deploy.Tests;

/// <summary>Who may use whom among the folders of build/Deploy: the table in CONTRIBUTING.md.</summary>
public sealed class ArchitectureTests
{
    private static readonly Architecture _program = new ArchLoader().LoadAssemblies(typeof(Program).Assembly).Build();

    private static readonly string[] _folders =
    [
        "Aws",
        "Catalog",
        "Charts",
        "Clusters",
        "Context",
        "Dns",
        "Files",
        "Host",
        "Images",
        "Journal",
        "Platforms",
        "Reporting",
        "Steps",
        "Tasks",
        "Tools",
        "Yaml",
    ];

    [Theory]
    [InlineData("Yaml")]
    [InlineData("Aws")]
    [InlineData("Clusters")]
    [InlineData("Dns")]
    [InlineData("Files")]
    [InlineData("Journal")]
    [InlineData("Tools", "Files")]
    [InlineData("Catalog", "Yaml")]
    [InlineData("Platforms", "Clusters", "Tools")]
    [InlineData("Images", "Aws", "Files", "Tools", "Yaml")]
    [InlineData("Charts", "Aws", "Files", "Images", "Tools", "Yaml")]
    [InlineData("Reporting", "Clusters", "Files", "Journal", "Yaml")]
    [InlineData(
        "Steps",
        "Aws",
        "Charts",
        "Clusters",
        "Dns",
        "Files",
        "Images",
        "Journal",
        "Platforms",
        "Reporting",
        "Tools",
        "Yaml"
    )]
    [InlineData("Tasks", "Charts", "Context", "Reporting", "Steps")]
    public void Should_use_only_what_lies_below(string folder, params string[] below)
    {
        var forbidden = string.Join('|', _folders.Except([folder, .. below]));

        Types()
            .That()
            .ResideInNamespaceMatching($@"^Deploy\.{folder}(\.|$)")
            .Should()
            .NotDependOnAnyTypesThat()
            .ResideInNamespaceMatching($@"^Deploy\.({forbidden})(\.|$)")
            .Check(_program);
    }

    [Fact]
    public void Should_have_a_rule_for_every_folder() =>
        _program
            .Types.Select(type => type.Namespace.FullName.Split('.'))
            .Where(parts => parts is ["Deploy", not "Model" and not "Sandbox", ..])
            .Select(parts => parts[1])
            .Distinct()
            .ShouldBe(_folders, ignoreOrder: true);
}
