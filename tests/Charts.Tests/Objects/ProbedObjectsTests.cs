using Deploy.Charts.Objects;
using Deploy.Charts.Tests.Fixtures;
using Deploy.Testing;
using NSubstitute;

namespace Deploy.Charts.Tests.Objects;

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

    [Fact]
    public async Task Should_refuse_a_store_that_knows_only_one_of_the_conditions()
    {
        var objects = new MemoryObjects();
        var store = Substitute.For<IObjectStore>();
        store.Url.Returns("s3://bucket/charts");
        store
            .PutAsync(default!, default, default)
            .ReturnsForAnyArgs(call =>
                call.Arg<WriteCondition>().Tag is not null
                    ? "written"
                    : objects
                        .PutAsync(call.Arg<NewObject>(), call.Arg<WriteCondition>(), default)
                        .GetAwaiter()
                        .GetResult()
            );

        var refusal = await Should.ThrowAsync<RefusedException>(() => PutAsync(store));

        refusal.Problem.ShouldContain("ignores the condition If-Match");
        refusal.NextStep.ShouldNotBeNull().ShouldContain("AWS S3, an OCI registry, or a folder");
    }

    [Fact]
    public async Task Should_write_although_it_cannot_remember_that_it_may()
    {
        _folder.Write("probed", "a file where a folder should be");

        (await PutAsync(new MemoryObjects())).ShouldNotBeNull();
    }

    [Fact]
    public async Task Should_leave_reading_to_the_store()
    {
        var objects = new MemoryObjects();
        objects.Set("a", "x"u8.ToArray());
        var probed = Probed(objects);

        probed.Url.ShouldBe(objects.Url);
        (await probed.GetAsync("a", null, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (await probed.GetTagAsync("a", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (
            await probed
                .ListAsync(TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken)
        ).ShouldBe(["a"]);
        objects.Calls.ShouldBe(["GET a", "HEAD a", "LIST"]);
    }

    private ProbedObjects Probed(IObjectStore objects) =>
        new(objects, new FileInfo(Path.Combine(_folder.Path, "probed/bucket")));

    private Task<string?> PutAsync(IObjectStore objects) =>
        Probed(objects).PutAsync(Content, WriteCondition.IfAbsent, TestContext.Current.CancellationToken);
}
