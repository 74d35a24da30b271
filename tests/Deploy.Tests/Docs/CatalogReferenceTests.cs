using System.Text.Json;
using Deploy.Testing;

namespace Deploy.Tests.Docs;

public sealed class CatalogReferenceTests
{
    /// <summary>With <c>UPDATE_DOCS=1</c> in the environment, the document is written anew.</summary>
    [Fact]
    public async Task Should_say_what_the_schema_says()
    {
        var path = Path.Combine(Repository.Root, "docs/catalog.md");
        var schema = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "charts/services.schema.json"));
        using var document = JsonDocument.Parse(schema);
        var reference = CatalogReference.Of(document.RootElement);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, reference);
        }

        (await File.ReadAllTextAsync(path)).ShouldBe(reference, "write it anew: UPDATE_DOCS=1");
    }
}
