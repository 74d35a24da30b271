using Deploy.Charts;
using Deploy.Model;
using Deploy.Testing;

namespace Deploy.Tests.Charts;

public sealed class ProbedObjectsTests : IDisposable
{
    private static readonly NewObject Content = NewObject.Of("a", "x"u8.ToArray(), "text/plain");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_write_once_the_store_has_shown_that_it_honours_conditions()
    {
        var objects = new MemoryObjects();

        await PutAsync(objects);
        objects.Calls.ShouldBe([
            "PUT .conditional-writes",
            "PUT .conditional-writes",
            "PUT .conditional-writes",
            "PUT a",
        ]);

        objects.Calls.Clear();
        await PutAsync(objects);
        objects.Calls.ShouldBe(["PUT a"]);
    }

    [Fact]
    public async Task Should_leave_the_object_of_an_earlier_probe_alone()
    {
        var objects = new MemoryObjects();
        objects.Set(ProbedObjects.Key, "x"u8.ToArray());

        await PutAsync(objects);

        objects.Calls.ShouldBe(["PUT .conditional-writes", "PUT .conditional-writes", "PUT a"]);
        objects.Objects[ProbedObjects.Key].Content.ToArray().ShouldBe("x"u8.ToArray());
    }

    [Fact]
    public async Task Should_refuse_a_store_that_ignores_conditions_each_time()
    {
        var objects = new MemoryObjects { IgnoresConditions = true };

        for (var run = 0; run < 2; run++)
        {
            (await Should.ThrowAsync<RefusedException>(() => PutAsync(objects))).Problem.ShouldBe(
                "s3://bucket/charts ignores the condition If-None-Match of a write, so publishers would overwrite each other"
            );
        }

        objects.Objects.Keys.ShouldBe([ProbedObjects.Key]);
    }

    private Task<string?> PutAsync(MemoryObjects objects) =>
        new ProbedObjects(objects, new FileInfo(Path.Combine(_folder.Path, "probed/bucket"))).PutAsync(
            Content,
            WriteCondition.IfAbsent,
            TestContext.Current.CancellationToken
        );
}
