using Deploy.Catalog;
using Deploy.Testing;
using Deploy.Testing.Fuzzing;
using Deploy.Yaml;

namespace Deploy.Tests.Catalog;

/// <summary>Catalogs that are damaged by chance, for some seconds.</summary>
public sealed class CatalogFuzzTests
{
    private const string ServicesJson = """
        {
          "regions": {"us-east-1": {"clusters": {"prod": {"name": "prod-e1-1", "default": true}, "dev": {"name": "d"}}}},
          "services": [
            {"name": "users/api", "type": "gunicorn", "dev_port": 9500, "enabled": true, "alias_groups": ["prod", "dev"],
             "config": {"replicas": {"prod": 3}, "has_static_files": true, "tests_timeout_sec": 60, "ingress": true}},
            {"name": "users/workflow", "type": "workflow", "service_dir": "x", "use_aws": true, "cluster": "prod"}
          ]
        }
        """;

    private static readonly string[] _seeds =
    [
        ServicesJson,
        File.ReadAllText(Path.Combine(Repository.Root, CatalogLoader.DefaultFile)),
    ];

    private static readonly Mutations _mutations = new(
        "null",
        "[]",
        "{}",
        "-1",
        "99999999999999999999",
        "1.5",
        "true",
        "''",
        "\"{service}\"",
        "{",
        "../..",
        "*a",
        "&a ",
        "<<: ",
        "\n- ",
        "\n  ",
        ": ",
        "name: users/api",
        "%group",
        "é\u202e"
    );

    [Fact]
    public void Fault_29_should_load_or_say_where_a_damaged_catalog_is_wrong() =>
        Fuzz.Run(random =>
        {
            var text = _mutations.Of(_seeds[random.Next(_seeds.Length)], random);
            try
            {
                CatalogLoader.Read([YamlReader.Read(text, "services.yaml")]);
            }
            catch (UsageException mistake)
            {
                mistake.Location.ShouldNotBeNull(mistake.Problem).File.ShouldBe("services.yaml");
            }
        });
}
