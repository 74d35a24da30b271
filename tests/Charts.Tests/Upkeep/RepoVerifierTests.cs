using System.Text;
using Deploy.Charts.Index;
using Deploy.Charts.Objects;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Charts.Stores.Indexed;
using Deploy.Charts.Tests.Fixtures;
using Deploy.Charts.Upkeep;
using Deploy.Testing;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Upkeep;

public sealed class RepoVerifierTests
{
    private const string Key = "index.yaml";

    private readonly MemoryObjects _objects = new();
    private readonly InstantTime _time = new(DateTimeOffset.Parse("2026-05-06T07:08:09Z"));

    public RepoVerifierTests() => _objects.Set(Key, IndexEditor.Empty(DateTimeOffset.UnixEpoch).ToArray());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IndexedRepository Repository => new(_objects, RepositoryLayout.S3(_objects.Url));

    private RepoVerifier Verifier => new(Repository, _time, new Random(1));

    [Fact]
    public async Task Should_find_nothing_in_a_sound_repository()
    {
        await PublishAsync(TestCharts.Package());
        await PublishAsync(TestCharts.Package(version: "0.2.0"));
        _objects.Set(ProbedObjects.Key, default);

        (await Verifier.VerifyAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_find_and_list_what_a_killed_publisher_left()
    {
        _objects.Set("web-0.1.0.tgz", TestCharts.Package().Archive);

        var finding = (await Verifier.VerifyAsync(Cancellation)).ShouldHaveSingleItem();
        var added = await Verifier.RepairAsync([finding], Cancellation);

        finding.ShouldBe(new(RepositoryFault.Unlisted, "web-0.1.0.tgz", "web 0.1.0 is there, but not listed"));
        added.Single().Digest.ShouldBe(TestCharts.Package().Digest);
        (await Verifier.VerifyAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_make_an_index_from_the_packages_where_there_is_none()
    {
        _objects.Remove(Key);
        _objects.Set("web-0.1.0.tgz", TestCharts.Package().Archive);
        _objects.Set("api-0.1.0.tgz", TestCharts.Package("api").Archive);

        await Verifier.RepairAsync(await Verifier.VerifyAsync(Cancellation), Cancellation);

        (await Verifier.VerifyAsync(Cancellation)).ShouldBeEmpty();
        IndexLookup.Find(new IndexText(_objects.Objects[Key].Content), Key, _ => true).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Should_find_what_is_listed_and_not_there()
    {
        await PublishAsync(TestCharts.Package());
        _objects.Remove("web-0.1.0.tgz");

        (await Verifier.VerifyAsync(Cancellation)).ShouldBe([
            new(RepositoryFault.NoPackage, "web-0.1.0.tgz", "web 0.1.0 is listed, but not there"),
        ]);
    }

    [Fact]
    public async Task Should_find_a_package_that_was_replaced_and_leave_it_alone()
    {
        await PublishAsync(TestCharts.Package());
        _objects.Set("web-0.1.0.tgz", TestCharts.Package(template: "evil").Archive);
        var before = _objects.Objects.ToDictionary();

        var findings = await Verifier.VerifyAsync(Cancellation);
        await Verifier.RepairAsync(findings, Cancellation);

        findings.Single().Fault.ShouldBe(RepositoryFault.OtherDigest);
        findings.Single().IsRepairable.ShouldBeFalse();
        _objects.Objects.ShouldBe(before);
    }

    [Theory]
    [InlineData("web-0.1.0.tgz", "x", "the package 'web-0.1.0.tgz' is damaged")]
    [InlineData("web-9.9.9.tgz", null, "it holds web 0.1.0")]
    public async Task Should_find_a_package_that_is_not_what_its_name_says(string key, string? content, string problem)
    {
        _objects.Set(key, content is null ? TestCharts.Package().Archive : Encoding.UTF8.GetBytes(content));

        var finding = (await Verifier.VerifyAsync(Cancellation)).ShouldHaveSingleItem();

        finding.Fault.ShouldBe(RepositoryFault.BadPackage);
        finding.Problem.ShouldStartWith(problem);
    }

    [Fact]
    public async Task Should_name_odd_entries_by_their_line()
    {
        var digest = new string('a', 64);
        _objects.Set(
            Key,
            Encoding.UTF8.GetBytes(
                $"""
                apiVersion: v1
                entries:
                  web:
                  - version: latest
                  - version: 1.0.0
                  - version: 1.1.0
                    digest: {digest}
                    urls:
                    - https://elsewhere/web-1.1.0.tgz
                generated: "2026-01-02T03:04:05Z"

                """
            )
        );

        (await Verifier.VerifyAsync(Cancellation))
            .Select(finding => finding.Problem)
            .ShouldBe(
                [
                    "line 4 lists web latest under a name or version that Helm does not install",
                    "line 5 lists web 1.0.0 without a digest",
                    "line 6 lists web 1.1.0 at 'https://elsewhere/web-1.1.0.tgz', outside the repository",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Should_make_a_repository_once()
    {
        _objects.Remove(Key);
        var initializer = new RepoInitializer(Repository, _time);

        (await initializer.RunAsync(Cancellation)).ShouldBeTrue();
        (await initializer.RunAsync(Cancellation)).ShouldBeFalse();
        (await Verifier.VerifyAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_not_call_a_place_a_repository_whose_index_is_none()
    {
        _objects.Set(Key, "<html>\n"u8.ToArray());

        await Should.ThrowAsync<FailedException>(() => new RepoInitializer(Repository, _time).RunAsync(Cancellation));
    }

    [Fact]
    public async Task Should_find_an_entry_that_is_listed_twice_and_say_where()
    {
        var digest = Digest.Of(TestCharts.Package().Archive.Span).Hex;
        _objects.Set("web-0.1.0.tgz", TestCharts.Package().Archive);
        _objects.Set(
            Key,
            Encoding.UTF8.GetBytes(
                $"apiVersion: v1\nentries:\n  web:\n  - version: 0.1.0\n    digest: {digest}\n  - version: 0.1.0\n    digest: {digest}\ngenerated: \"2026-01-02T03:04:05Z\"\n"
            )
        );

        (await Verifier.VerifyAsync(Cancellation)).ShouldBe([
            new(RepositoryFault.ListedTwice, "web-0.1.0.tgz", "line 6 lists it again"),
        ]);
    }

    [Fact]
    public async Task Should_order_what_it_finds_by_item()
    {
        foreach (var name in new[] { "c", "a", "b" })
        {
            _objects.Set($"{name}-0.1.0.tgz", TestCharts.Package(name).Archive);
        }

        (await Verifier.VerifyAsync(Cancellation))
            .Select(finding => finding.Item)
            .ShouldBe(["a-0.1.0.tgz", "b-0.1.0.tgz", "c-0.1.0.tgz"]);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)] // an empty folder is a repository as soon as something is published
    [InlineData(true, true, true)]
    public async Task Should_miss_an_index_where_one_has_to_be(bool isFolder, bool hasPackage, bool isMissed)
    {
        _objects.Remove(Key);
        if (hasPackage)
        {
            _objects.Set("web-0.1.0.tgz", TestCharts.Package().Archive);
        }

        var layout = isFolder ? RepositoryLayout.Folder : RepositoryLayout.S3(_objects.Url);
        var findings = await new RepoVerifier(new(_objects, layout), _time, new Random(1)).VerifyAsync(Cancellation);

        findings
            .Contains(new(RepositoryFault.NoIndex, Key, "there is no s3://bucket/charts/index.yaml"))
            .ShouldBe(isMissed);
    }

    [Fact]
    public async Task Should_know_whether_a_place_is_a_repository_without_making_it_one()
    {
        var initializer = new RepoInitializer(Repository, _time);
        (await initializer.IsDoneAsync(Cancellation)).ShouldBeTrue();

        _objects.Remove(Key);
        (await initializer.IsDoneAsync(Cancellation)).ShouldBeFalse();
        _objects.Objects.ShouldBeEmpty();
    }

    private Task PublishAsync(ChartPackage package) =>
        new IndexedChartStore(Repository, _time, new Random(1)).PublishAsync(package, new PublishRules(), Cancellation);
}
