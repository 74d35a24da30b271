using System.Text;
using Deploy.Charts.Index;
using Deploy.Charts.Publishing;
using Deploy.Charts.Stores.Indexed;
using Deploy.Charts.Tests.Fixtures;
using Deploy.Charts.Tests.Index;
using Deploy.Testing;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Stores.Indexed;

public sealed class IndexedChartStoreTests
{
    private const string Key = "index.yaml";
    private static readonly PublishRules Rules = new();

    private readonly MemoryObjects _objects = new();
    private readonly InstantTime _time = new(DateTimeOffset.Parse("2026-05-06T07:08:09Z"));
    private readonly IndexedChartStore _store;

    public IndexedChartStoreTests()
    {
        _objects.Set(Key, IndexEditor.Empty(DateTimeOffset.UnixEpoch).ToArray());
        _store = Store();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Index => Encoding.UTF8.GetString(_objects.Objects[Key].Content.Span);

    [Fact]
    public async Task Should_write_the_package_before_the_index_and_look_at_it_again()
    {
        var package = TestCharts.Package();

        var result = await _store.PublishAsync(package, Rules, Cancellation);

        result.Outcome.ShouldBe(PublishOutcome.Published);
        _objects.Calls.ShouldBe(["GET index.yaml", "PUT web-0.1.0.tgz", "PUT index.yaml", "HEAD index.yaml"]);
        _objects.Objects["web-0.1.0.tgz"].Content.ToArray().ShouldBe(package.Archive.ToArray());
        Index.ShouldContain($"digest: {package.Digest.Hex}\n");
        Index.ShouldContain("    - s3://bucket/charts/web-0.1.0.tgz\n");
    }

    [Fact]
    public async Task Should_keep_what_the_s3_plugin_keeps_beside_a_package()
    {
        var package = TestCharts.Package();

        await _store.PublishAsync(package, Rules, Cancellation);

        var written = _objects.Written["web-0.1.0.tgz"];
        written.ContentType.ShouldBe("application/gzip");
        written.Metadata["chart-digest"].ShouldBe(package.Digest.Hex);
        written
            .Metadata["chart-metadata"]
            .ShouldBe("""{"apiVersion":"v2","name":"web","version":"0.1.0","appVersion":"1.0"}""");
    }

    [Fact]
    public async Task Should_do_nothing_for_what_is_published()
    {
        await _store.PublishAsync(TestCharts.Package(values: "old"), Rules, Cancellation);
        var before = _objects.Objects.ToDictionary();

        var result = await _store.PublishAsync(TestCharts.Package(values: "new"), Rules, Cancellation);

        result.Outcome.ShouldBe(PublishOutcome.AlreadyPublished);
        result.Version.Digest.ShouldBe(TestCharts.Package(values: "old").Digest);
        result.Digest.ShouldBe(TestCharts.Package(values: "old").Digest);
        _objects.Objects.ShouldBe(before);
    }

    [Fact]
    public async Task Should_refuse_other_templates_under_a_published_version()
    {
        await _store.PublishAsync(TestCharts.Package(template: "old"), Rules, Cancellation);
        var before = _objects.Objects.ToDictionary();

        var error = await Should.ThrowAsync<RefusedException>(() =>
            _store.PublishAsync(TestCharts.Package(template: "new"), Rules, Cancellation)
        );

        error.Problem.ShouldContain("templates/service.yaml");
        _objects.Objects.ShouldBe(before);
    }

    [Fact]
    public async Task Should_complete_what_a_run_began_that_died_before_the_index()
    {
        var died = TestCharts.Package(values: "old");
        _objects.Set("web-0.1.0.tgz", died.Archive);

        var result = await _store.PublishAsync(TestCharts.Package(values: "new"), Rules, Cancellation);

        result.Outcome.ShouldBe(PublishOutcome.Published);
        result.Version.Digest.ShouldBe(died.Digest);
        Index.ShouldContain(died.Digest.Hex);
    }

    [Fact]
    public async Task Should_refuse_to_complete_what_has_other_templates()
    {
        _objects.Set("web-0.1.0.tgz", TestCharts.Package(template: "old").Archive);
        var before = Index;

        await Should.ThrowAsync<RefusedException>(() =>
            _store.PublishAsync(TestCharts.Package(template: "new"), Rules, Cancellation)
        );

        Index.ShouldBe(before);
    }

    [Fact]
    public async Task Should_merge_again_when_others_were_faster()
    {
        var others = new Queue<string>(["a", "b", "c"]);
        var interfering = Store();
        var isInside = false;
        _objects.Before = call =>
        {
            if (call == "PUT index.yaml" && !isInside && others.TryDequeue(out var name))
            {
                isInside = true;
                interfering.PublishAsync(TestCharts.Package(name), Rules, Cancellation).GetAwaiter().GetResult();
                isInside = false;
            }
        };

        await _store.PublishAsync(TestCharts.Package(), Rules, Cancellation);

        IndexLookup
            .Find(new IndexText(_objects.Objects[Key].Content), Key, _ => true)
            .Select(version => version.Chart.Value)
            .ShouldBe(["a", "b", "c", "web"], ignoreOrder: true);
    }

    [Fact]
    public async Task Should_add_its_entry_again_when_somebody_overwrote_the_index_without_a_condition()
    {
        var once = true;
        _objects.Before = call =>
        {
            if (call == "HEAD index.yaml" && once)
            {
                once = false;
                _objects.Set(Key, IndexEditor.Empty(DateTimeOffset.UnixEpoch).ToArray());
            }
        };

        await _store.PublishAsync(TestCharts.Package(), Rules, Cancellation);

        Index.ShouldContain("version: 0.1.0");
    }

    [Fact]
    public async Task Should_give_up_after_a_bounded_number_of_lost_races()
    {
        _objects.Before = call =>
        {
            if (call == "PUT index.yaml")
            {
                _objects.Set(Key, _objects.Objects[Key].Content);
            }
        };

        var error = await Should.ThrowAsync<FailedException>(() =>
            _store.PublishAsync(TestCharts.Package(), Rules, Cancellation)
        );

        error.Problem.ShouldContain("changed by others 60 times");
        (_time.GetUtcNow() - DateTimeOffset.Parse("2026-05-06T07:08:09Z")).ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData("PUT web-0.1.0.tgz")]
    [InlineData("GET index.yaml")]
    [InlineData("PUT index.yaml")]
    [InlineData("HEAD index.yaml")]
    public async Task Should_converge_after_a_failure_at_any_call(string at)
    {
        var calls = 0;
        _objects.Before = call =>
        {
            if (call == at && calls++ == 0)
            {
                throw new FailedException("gone");
            }
        };
        await Should.ThrowAsync<FailedException>(() => _store.PublishAsync(TestCharts.Package(), Rules, Cancellation));

        var again = await Store().PublishAsync(TestCharts.Package(), Rules, Cancellation);

        again.Version.Digest.ShouldBe(TestCharts.Package().Digest);
        IndexLookup.Find(new IndexText(_objects.Objects[Key].Content), Key, _ => true).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>oops</html>\n")]
    [InlineData("apiVersion: v1\nentries:\n  web:\n  - version: 0.0.1\n")]
    public async Task Should_write_nothing_over_an_index_that_is_damaged(string index)
    {
        _objects.Set(Key, Encoding.UTF8.GetBytes(index));

        await Should.ThrowAsync<FailedException>(() => _store.PublishAsync(TestCharts.Package(), Rules, Cancellation));

        Index.ShouldBe(index);
        _objects.Objects.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_write_nothing_where_there_is_no_index()
    {
        _objects.Remove(Key);

        var error = await Should.ThrowAsync<FailedException>(() =>
            _store.PublishAsync(TestCharts.Package(), Rules, Cancellation)
        );

        error.Problem.ShouldBe(
            "there is no s3://bucket/charts/index.yaml: s3://bucket/charts is no chart repository, or not yet one"
        );
        error.NextStep.ShouldBe("--target=RepoInit makes it one");
        _objects.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_fetch_what_is_listed()
    {
        var package = TestCharts.Package();
        await _store.PublishAsync(package, Rules, Cancellation);
        var listed = (await _store.FindAsync([package.Name], Cancellation)).Single();

        (await _store.FetchAsync(listed, Cancellation)).Archive.ToArray().ShouldBe(package.Archive.ToArray());
    }

    [Fact]
    public async Task Should_not_install_what_is_not_the_listed_package()
    {
        var package = TestCharts.Package();
        await _store.PublishAsync(package, Rules, Cancellation);
        var listed = (await _store.FindAsync([package.Name], Cancellation)).Single();
        _objects.Set("web-0.1.0.tgz", TestCharts.Package(values: "other").Archive);

        (await Should.ThrowAsync<FailedException>(() => _store.FetchAsync(listed, Cancellation))).Problem.ShouldContain(
            "s3://bucket/charts/web-0.1.0.tgz has the digest sha256:"
        );
    }

    [Theory]
    [InlineData("https://elsewhere/web-0.1.0.tgz")]
    [InlineData("../web-0.1.0.tgz")]
    [InlineData("..")]
    public async Task Should_not_fetch_from_outside_the_repository(string url)
    {
        var listed = new PublishedVersion(new ChartName("web"), new ChartVersion("0.1.0"), Digest.Of("x"u8), url);

        (await Should.ThrowAsync<FailedException>(() => _store.FetchAsync(listed, Cancellation))).Problem.ShouldBe(
            $"web 0.1.0 lies outside its repository, at '{url}'"
        );
    }

    [Fact]
    public async Task Should_make_the_index_of_a_folder_with_its_first_package()
    {
        _objects.Remove(Key);
        var store = new IndexedChartStore(new(_objects, RepositoryLayout.Folder), _time, new Random(1));

        (await store.FindAsync([new ChartName("web")], Cancellation)).ShouldBeEmpty();
        await store.PublishAsync(TestCharts.Package(), Rules, Cancellation);

        _objects
            .Calls.Where(call => call.StartsWith("PUT", StringComparison.Ordinal))
            .ShouldBe(["PUT index.yaml", "PUT web-0.1.0.tgz", "PUT index.yaml"]);
        Index.ShouldContain("    - web-0.1.0.tgz\n");
    }

    [Fact]
    public async Task Should_not_take_a_folder_of_packages_without_an_index_for_an_empty_repository()
    {
        _objects.Remove(Key);
        _objects.Set("web-0.1.0.tgz", TestCharts.Package().Archive);
        var store = new IndexedChartStore(new(_objects, RepositoryLayout.Folder), _time, new Random(1));

        await Should.ThrowAsync<FailedException>(() => store.FindAsync([new ChartName("web")], Cancellation));
    }

    [Fact]
    public async Task Should_transfer_the_index_again_only_where_it_has_changed()
    {
        var names = new[] { new ChartName("web") };
        (await _store.FindAsync(names, Cancellation)).ShouldBeEmpty();
        await Store().PublishAsync(TestCharts.Package(), Rules, Cancellation);

        (await _store.FindAsync(names, Cancellation)).Count.ShouldBe(1);
        (await _store.FindAsync(names, Cancellation)).Count.ShouldBe(1);
        (await _store.ResolveAsync(new(names[0], new("0.1.0"), null, "x"), Cancellation)).Url.ShouldBe("x");
    }

    [Fact]
    public async Task Should_refuse_to_list_a_version_that_has_another_package()
    {
        var once = true;
        _objects.Before = call =>
        {
            if (call == "PUT index.yaml" && once)
            {
                once = false;
                _objects.Set(Key, Encoding.UTF8.GetBytes(IndexEditorTests.Insert(Index, "web", "0.1.0")));
            }
        };

        var error = await Should.ThrowAsync<FailedException>(() =>
            _store.PublishAsync(TestCharts.Package(), Rules, Cancellation)
        );

        error.Problem.ShouldStartWith("s3://bucket/charts/index.yaml lists web 0.1.0 with the digest sha256:");
        error.NextStep.ShouldNotBeNull().ShouldContain("--target=RepoVerify");
    }

    [Fact]
    public async Task Should_say_that_a_package_was_neither_written_nor_there()
    {
        _objects.Before = call =>
        {
            if (call == "PUT web-0.1.0.tgz")
            {
                _objects.Set("web-0.1.0.tgz", default);
            }
            else if (call == "GET web-0.1.0.tgz")
            {
                _objects.Remove("web-0.1.0.tgz");
            }
        };

        (
            await Should.ThrowAsync<FailedException>(() =>
                _store.PublishAsync(TestCharts.Package(), Rules, Cancellation)
            )
        ).Problem.ShouldBe("s3://bucket/charts/web-0.1.0.tgz cannot be created, but is not there either");
    }

    [Theory]
    [InlineData(true, "has no digest of web 0.1.0")]
    [InlineData(false, "lists web 0.1.0, but there is no s3://bucket/charts/web-0.1.0.tgz")]
    public async Task Should_say_what_is_wrong_about_a_listed_version(bool isUndigested, string problem)
    {
        var digest = isUndigested ? null : Digest.Of("x"u8);
        var listed = new PublishedVersion(new("web"), new("0.1.0"), digest, "web-0.1.0.tgz");

        var error = await Should.ThrowAsync<FailedException>(() => _store.FetchAsync(listed, Cancellation));

        error.Problem.ShouldStartWith($"s3://bucket/charts/index.yaml {problem}");
        error.NextStep.ShouldNotBeNull().ShouldContain("--target=RepoVerify");
    }

    [Fact]
    public async Task Should_not_install_a_package_that_is_none()
    {
        _objects.Set("web-0.1.0.tgz", "x"u8.ToArray());
        var listed = new PublishedVersion(new("web"), new("0.1.0"), Digest.Of("x"u8), "web-0.1.0.tgz");

        (await Should.ThrowAsync<FailedException>(() => _store.FetchAsync(listed, Cancellation))).Problem.ShouldContain(
            "the package 's3://bucket/charts/web-0.1.0.tgz' is damaged"
        );
    }

    private IndexedChartStore Store() =>
        new(new IndexedRepository(_objects, RepositoryLayout.S3(_objects.Url)), _time, new Random(1));
}
