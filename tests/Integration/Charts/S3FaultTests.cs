using Deploy.Charts.Objects;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Charts.Stores.Indexed;
using Deploy.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace Deploy.Integration.Charts;

/// <summary>
/// Faults between the SDK and S3, injected by a proxy that does what networks and servers do. The numbers are those of the
/// rows of the catalog of faults.
/// </summary>
[Trait("Category", "Aws")]
public sealed class S3FaultTests : IAsyncLifetime
{
    private static readonly PublishRules Rules = new();

    private readonly Testing.TemporaryFolder _folder = new();
    private Moto _moto = null!;
    private FaultProxy _proxy = null!;
    private ChartPackage _package = null!;

    private IndexedChartStore Store =>
        new(_moto.Repository(_proxy.Address, TimeSpan.FromSeconds(2)), TimeProvider.System, new Random(1));

    public async ValueTask InitializeAsync()
    {
        _moto = await Moto.StartAsync();
        _proxy = await FaultProxy.StartAsync(_moto.Address);
        await _moto.Repository().Objects.PutAsync(ConcurrentPublishing.ExistingIndex, WriteCondition.IfAbsent, default);
        using var publishers = new Publishers(_moto.Url);
        _package = Publishers.Package(publishers.Write("web"));
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
            await _moto.DisposeAsync();
        }
    }

    public static TheoryData<string, string> PassingFaults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (
                var request in new[] { "GET index.yaml", "PUT web-1.0.0.tgz", "PUT index.yaml", "HEAD index.yaml" }
            )
            {
                foreach (var fault in new[] { "500", "503", "slow", "reset", "reply lost" })
                {
                    data.Add(request, fault);
                }
            }

            data.Add("PUT web-1.0.0.tgz", "409");
            data.Add("PUT index.yaml", "409");
            data.Add("PUT index.yaml", "412");
            data.Add("GET index.yaml", "truncated");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Fault_20_should_publish_through_what_passes(string request, string fault)
    {
        var hits = Inject(fault, request, times: 1);

        var result = await PublishAsync();

        hits().ShouldBe(1);
        result.Outcome.ShouldBe(PublishOutcome.Published);
        result.Digest.ShouldBe(_package.Digest);
        await ShouldBeInTheIndexOnceAsync();
    }

    [Theory]
    [InlineData("GET index.yaml")]
    [InlineData("PUT web-1.0.0.tgz")]
    [InlineData("PUT index.yaml")]
    public async Task Fault_20_should_give_up_what_does_not_pass_and_converge_later(string request)
    {
        var hits = Inject("503", request);

        (await Should.ThrowAsync<FailedException>(PublishAsync)).Problem.ShouldEndWith(
            $"(tried {RetryingObjects.Tries} times)"
        );

        hits().ShouldBe(RetryingObjects.Tries);
        _proxy.Fault = null;
        (await PublishAsync()).Digest.ShouldBe(_package.Digest);
        await ShouldBeInTheIndexOnceAsync();
    }

    [Theory]
    [InlineData("500")]
    [InlineData("404")]
    [InlineData("truncated")]
    [InlineData("reset")]
    [InlineData("not YAML")]
    [InlineData("shorter")]
    public async Task Fault_22_should_never_publish_a_smaller_index(string fault)
    {
        Inject(fault, "GET index.yaml");
        var before = await ConcurrentPublishing.IndexAsync(_moto.Repository());

        (await Should.ThrowAsync<FailedException>(PublishAsync)).Problem.ShouldContain("index.yaml");

        (await ConcurrentPublishing.IndexAsync(_moto.Repository())).ShouldBe(before);
        _proxy.Requests.ShouldNotContain(asked => asked.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fault_23_should_refuse_other_templates_and_name_the_files()
    {
        await PublishAsync();
        var before = await ConcurrentPublishing.IndexAsync(_moto.Repository());

        var error = await Should.ThrowAsync<RefusedException>(() =>
            PublishAsync(publishers => publishers.Write("web", template: "kind: Other\n"))
        );

        error.Problem.ShouldBe("web 1.0.0 is published with other content: templates/list.yaml differs");
        (await ConcurrentPublishing.IndexAsync(_moto.Repository())).ShouldBe(before);
    }

    [Fact]
    public async Task Fault_23_should_take_other_values_for_already_published()
    {
        await PublishAsync();
        var before = await ConcurrentPublishing.IndexAsync(_moto.Repository());

        var result = await PublishAsync(publishers => publishers.Write("web", values: "a: 2\n"));

        result.Outcome.ShouldBe(PublishOutcome.AlreadyPublished);
        result.Digest.ShouldBe(_package.Digest);
        (await ConcurrentPublishing.IndexAsync(_moto.Repository())).ShouldBe(before);
    }

    [Fact]
    public async Task Fault_23_should_refuse_an_older_version_unless_it_is_asked_for()
    {
        await PublishAsync();
        var older = (Publishers publishers) => publishers.Write("web", version: "0.9.0");

        (await Should.ThrowAsync<RefusedException>(() => PublishAsync(older))).Problem.ShouldBe(
            "web 0.9.0 is older than 1.0.0, which is published"
        );

        (await PublishAsync(older, new PublishRules(AllowDowngrade: true))).Outcome.ShouldBe(PublishOutcome.Published);
    }

    [Theory]
    [InlineData("web/templates/list.yaml", "/etc/passwd", "is no regular file but a SymbolicLink")]
    [InlineData("web/../../../etc/cron.d/x", null, "points outside the chart by '..'")]
    public async Task Fault_34_should_not_install_a_package_with_a_link_or_a_way_out(
        string entry,
        string? link,
        string why
    )
    {
        await PublishAsync();
        var listed = (await Store.FindAsync([_package.Name], default)).Single();
        var crafted = CraftedPackage.Of(entry, link);
        Inject(Fault.Answering(crafted, isConsistent: true), "GET web-1.0.0.tgz");

        // Whoever replaces a package on the way is found out by its digest, and one who can also list it, by its content.
        (await Should.ThrowAsync<FailedException>(() => Store.FetchAsync(listed, default))).Problem.ShouldContain(
            $"but the index lists {_package.Digest}"
        );
        var error = await Should.ThrowAsync<FailedException>(() =>
            Store.FetchAsync(listed with { Digest = Digest.Of(crafted) }, default)
        );
        error.Message.ShouldContain($"holds '{entry}', which {why}");
    }

    [Theory]
    [InlineData("templates/passwd", "/etc/passwd")]
    [InlineData("values.yaml", "../../secrets.yaml")]
    public async Task Fault_34_should_not_publish_what_a_link_leads_to(string path, string target)
    {
        var error = await Should.ThrowAsync<UsageException>(() =>
            PublishAsync(publishers =>
            {
                var chart = publishers.Write("web");
                File.Delete(Path.Combine(chart, path));
                File.CreateSymbolicLink(Path.Combine(chart, path), target);
                return chart;
            })
        );

        error.Problem.ShouldContain($"'{path}' in the chart");
        error.Problem.ShouldEndWith("is a symbolic link");
        _proxy.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fault_24_should_refuse_a_store_that_ignores_conditions()
    {
        Inject("conditions stripped");
        var objects = new ProbedObjects(
            _moto.Repository(_proxy.Address).Objects,
            new FileInfo(Path.Combine(_folder.Path, "probed"))
        );
        var store = new IndexedChartStore(
            new IndexedRepository(objects, RepositoryLayout.S3(_moto.Url)),
            TimeProvider.System,
            new Random(1)
        );
        var before = await ConcurrentPublishing.IndexAsync(_moto.Repository());

        var error = await Should.ThrowAsync<RefusedException>(() => store.PublishAsync(_package, Rules, default));

        error.Problem.ShouldContain("ignores the condition If-None-Match");
        (await ConcurrentPublishing.IndexAsync(_moto.Repository())).ShouldBe(before);
    }

    [Fact]
    public async Task Should_find_that_moto_honours_conditions()
    {
        var objects = new ProbedObjects(_moto.Repository().Objects, new FileInfo(Path.Combine(_folder.Path, "probed")));

        (
            await objects.PutAsync(NewObject.Of("a", "x"u8.ToArray(), "text/plain"), WriteCondition.IfAbsent, default)
        ).ShouldNotBeNull();
    }

    [Fact]
    public async Task Should_not_transfer_again_what_has_not_changed()
    {
        var objects = _moto.Repository().Objects;
        var first = await objects.GetAsync("index.yaml", null, default);

        var second = await objects.GetAsync("index.yaml", first!.Tag, default);

        second!.Tag.ShouldBe(first.Tag);
        second.Content.Length.ShouldBe(0);
        (await objects.GetTagAsync("index.yaml", default)).ShouldBe(first.Tag);
        (await objects.GetTagAsync("nothing", default)).ShouldBeNull();
        (await objects.GetAsync("nothing", null, default)).ShouldBeNull();
        (
            await objects.PutAsync(NewObject.Of("nothing", default, "x/y"), WriteCondition.IfTag(first.Tag), default)
        ).ShouldBeNull();
    }

    [Fact]
    public async Task Should_say_what_is_missing_where_there_is_no_bucket()
    {
        var objects = new S3Objects(Moto.ClientOf(_moto.Address), "no-such-bucket", "");

        (
            await Should.ThrowAsync<FailedException>(() => objects.GetAsync("index.yaml", null, default))
        ).Message.ShouldStartWith("GET s3://no-such-bucket/index.yaml: NoSuchBucket");
    }

    private Task<PublishResult> PublishAsync() =>
        Store.PublishAsync(_package, Rules, TestContext.Current.CancellationToken);

    private async Task<PublishResult> PublishAsync(Func<Publishers, string> write, PublishRules? rules = null)
    {
        using var publishers = new Publishers(_moto.Url);
        var package = Publishers.Package(write(publishers));
        return await Store.PublishAsync(package, rules ?? Rules, TestContext.Current.CancellationToken);
    }

    /// <summary>Lets requests meet a fault.</summary>
    /// <param name="fault">Its name.</param>
    /// <param name="request">The requests, as <c>GET index.yaml</c>; null for all.</param>
    /// <param name="times">How many of them.</param>
    /// <returns>Counts those that have met it.</returns>
    private Func<int> Inject(string fault, string? request = null, int times = int.MaxValue) =>
        Inject(Fault.Named(fault), request, times);

    private Func<int> Inject(
        Func<FaultProxy, HttpContext, ValueTask<bool>> fault,
        string? request = null,
        int times = int.MaxValue
    )
    {
        var hits = 0;
        _proxy.Fault = context =>
            (request is null || Matches(context.Request, request)) && Interlocked.Increment(ref hits) <= times
                ? fault(_proxy, context)
                : ValueTask.FromResult(false);
        return () => Math.Min(hits, times);
    }

    private bool Matches(HttpRequest asked, string request) =>
        request.Split(' ') is [var method, var key]
        && asked.Method == method
        && asked.Path == $"/{_moto.Bucket}/charts/{key}";

    private async Task ShouldBeInTheIndexOnceAsync()
    {
        var index = await ConcurrentPublishing.IndexAsync(_moto.Repository());
        index.Split($"digest: {_package.Digest.Hex}").Length.ShouldBe(2);
        index.ShouldContain("  - unknown: {a:   1}\n");
    }
}
