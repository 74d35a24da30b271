using System.Text;
using Deploy.Charts;
using Deploy.Model;

namespace Deploy.Integration.Charts;

/// <summary>Rows 20, 22 and 24 of the catalog of faults: between the SDK and S3 stands a proxy that does what networks do.</summary>
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
    public async Task Should_publish_through_what_passes(string request, string fault)
    {
        // A race for the package that nobody has won yet is the one case that has to fail, and then works.
        var isRaceForPackage = (request, fault) == ("PUT web-1.0.0.tgz", "409");
        var isDone = false;
        _proxy.Decide = asked =>
        {
            var isHit = !isDone && Matches(asked, request);
            isDone |= isHit;
            return isHit ? FaultOf(fault) : null;
        };

        if (isRaceForPackage)
        {
            await Should.ThrowAsync<FailedException>(PublishAsync);
        }

        var result = await PublishAsync();

        isDone.ShouldBeTrue();
        result.Outcome.ShouldBe(PublishOutcome.Published);
        result.Digest.ShouldBe(_package.Digest);
        await ShouldBeInTheIndexOnceAsync();
    }

    [Theory]
    [InlineData("500")]
    [InlineData("404")]
    [InlineData("truncated")]
    [InlineData("reset")]
    [InlineData("not YAML")]
    [InlineData("shorter")]
    public async Task Should_never_publish_a_smaller_index(string fault)
    {
        _proxy.Decide = asked => Matches(asked, "GET index.yaml") ? FaultOf(fault) : null;
        var before = await ConcurrentPublishing.IndexAsync(_moto.Repository());

        await Should.ThrowAsync<FailedException>(PublishAsync);

        (await ConcurrentPublishing.IndexAsync(_moto.Repository())).ShouldBe(before);
        _proxy.Requests.ShouldNotContain(asked => asked.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_refuse_a_store_that_ignores_conditions()
    {
        _proxy.Decide = _ => new Fault { StripsConditions = true };
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

    private bool Matches(string asked, string request)
    {
        var (method, key) = (request.Split(' ')[0], request.Split(' ')[1]);
        return asked == $"{method} /{_moto.Bucket}/charts/{key}";
    }

    private static Fault FaultOf(string fault) =>
        fault switch
        {
            "reset" => new() { IsReset = true },
            "slow" => new() { Delay = TimeSpan.FromMinutes(1) },
            "reply lost" => new() { IsReplyLost = true },
            "truncated" => new() { IsTruncated = true },
            "not YAML" => new() { Content = "<html>sorry</html>\n"u8.ToArray() },
            "shorter" => new()
            {
                Content = Encoding.UTF8.GetBytes("apiVersion: v1\nentries:\n  aaa:\n  - version: 1.0.0\n"),
            },
            "409" => new() { Status = 409, Code = "ConditionalRequestConflict" },
            "412" => new() { Status = 412, Code = "PreconditionFailed" },
            "404" => new() { Status = 404, Code = "NoSuchKey" },
            "503" => new() { Status = 503, Code = "SlowDown" },
            _ => new() { Status = 500 },
        };

    private async Task ShouldBeInTheIndexOnceAsync()
    {
        var index = await ConcurrentPublishing.IndexAsync(_moto.Repository());
        index.Split($"digest: {_package.Digest.Hex}").Length.ShouldBe(2);
        index.ShouldContain("  - unknown: {a:   1}\n");
    }
}
