using System.Text.Json.Nodes;
using Deploy.Catalog;
using Deploy.Testing;
using Deploy.Yaml;
using Deploy.Yaml.Parsing;
using NJsonSchema;

namespace Deploy.Tests.Catalog;

public sealed class CatalogSchemaTests
{
    [Fact]
    public async Task Should_accept_the_catalog_of_this_repository()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Repository.Root, "charts/services.schema.json"));
        var catalog = YamlFile.Read(Path.Combine(Repository.Root, CatalogLoader.DefaultFile));

        schema.Validate(Json(catalog)!.ToJsonString()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"servces": []}""")]
    [InlineData("""{"platform": "azure"}""")]
    [InlineData("""{"services": [{"name": "a"}]}""")]
    [InlineData("""{"services": [{"name": "a", "type": "rust", "dev_port": 0}]}""")]
    [InlineData(
        """{"notifications": {"team": {"url_env": "SMTP", "format": "email", "from": "a@b.example", "to": []}}}"""
    )]
    public async Task Should_refuse_what_the_loader_refuses(string json)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Repository.Root, "charts/services.schema.json"));

        schema.Validate(json).ShouldNotBeEmpty();
        Should.Throw<Deploy.Model.Errors.UsageException>(() => CatalogLoader.Read([YamlReader.Read(json, "a.json")]));
    }

    private static JsonNode? Json(YamlNode node) =>
        node switch
        {
            YamlMapping mapping => new JsonObject(
                mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))
            ),
            YamlSequence list => new JsonArray([.. list.Select(Json)]),
            YamlScalar { ValueKind: ScalarKind.Boolean } scalar => JsonValue.Create(bool.Parse(scalar.Value)),
            YamlScalar { ValueKind: ScalarKind.Number } scalar => JsonValue.Create(int.Parse(scalar.Value)),
            YamlScalar { IsNull: false } scalar => JsonValue.Create(scalar.Value),
            _ => null,
        };
}
