using Deploy.Charts;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Oci.Ecr;
using Deploy.Operations.Charts;
using Deploy.Operations.RepoInit;
using Deploy.Operations.RepoVerify;
using Deploy.Planning.Inputs;
using Deploy.Platforms;
using Deploy.Testing;
using Deploy.Testing.Charts;
using NSubstitute;

namespace Deploy.Tests.Planning.Inputs;

/// <summary>The steps about charts and their repository, on a folder.</summary>
public sealed class RepositoryStepsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IPlatform _platform = Substitute.For<IPlatform>();
    private readonly List<string> _notes = [];
    private readonly IRunEvents _events = Substitute.For<IRunEvents>();
    private readonly ChartStoreFactory _factory;

    public RepositoryStepsTests()
    {
        _events.When(events => events.Publish(Arg.Any<Note>())).Do(call => _notes.Add(call.Arg<Note>().Text));
        _platform.ChartRepository.Returns(Repository);
        _factory = new ChartStoreFactory(
            _folder.Path,
            Path.Combine(_folder.Path, "cache"),
            TimeProvider.System,
            new Random(1),
            () => throw new InvalidOperationException(),
            new EnsureRepository(_ => throw new InvalidOperationException())
        );
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Repository => Path.Combine(_folder.Path, "repository");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_make_a_repository_once()
    {
        var step = new RepoInitStep(_platform, _factory, TimeProvider.System, _events);

        await step.RunAsync(planOnly: true, Cancellation);
        await step.RunAsync(planOnly: false, Cancellation);
        await step.RunAsync(planOnly: false, Cancellation);
        await step.RunAsync(planOnly: true, Cancellation);

        _notes.ShouldBe([
            $"{Repository} would become an empty chart repository",
            $"{Repository} is an empty chart repository now",
            $"{Repository} was a chart repository before",
            $"{Repository} is a chart repository: nothing would be done",
        ]);
        await VerifyAsync(repairs: false);
    }

    [Fact]
    public async Task Should_tell_what_is_wrong_and_put_it_right_only_when_asked()
    {
        Directory.CreateDirectory(Repository);
        await File.WriteAllBytesAsync(
            Path.Combine(Repository, "web-0.1.0.tgz"),
            TestCharts.Package().Archive.ToArray(),
            Cancellation
        );

        (await Should.ThrowAsync<FailedException>(() => VerifyAsync(repairs: false))).Problem.ShouldBe(
            $"2 things are wrong in {Repository}"
        );
        _notes[1].ShouldBe("web-0.1.0.tgz: web 0.1.0 is there, but not listed (--target=RepoVerify --repair adds it)");
        _notes.Clear();

        await VerifyAsync(repairs: true);
        _notes.ShouldBe(["web 0.1.0 is listed now", $"{Repository} is sound"]);
    }

    [Fact]
    public async Task Should_compare_the_checkout_with_what_is_published()
    {
        var services = new[]
        {
            Write("infosite", "1.0.0"),
            Write("webhooks", "2.0.0"),
            Write("users", "not a version"),
        };
        await _factory.Open(Repository).PublishAsync(Package(services[0]), new PublishRules(), Cancellation);
        _folder.Write($"{services[0].ChartFolder}/templates/a.yaml", "changed");
        var states = new ChartsStep(
            new ChartStores(_platform, _factory),
            new ChartPackager(null!),
            new RepositoryPaths(_folder.Path)
        );

        var found = await states.OfAsync(services, new PublishRules(), Cancellation);

        found.Select(state => state.Chart.Value).ShouldBe(["infosite", "webhooks", "users"]);
        found[0].Published.Single().Value.ShouldBe("1.0.0");
        found[0].Standing.ShouldBe(ChartStanding.Differs);
        found[0].Differing.ShouldBe(["templates/a.yaml"]);
        found[1].Standing.ShouldBe(ChartStanding.Unpublished);
        found[2].Standing.ShouldBe(ChartStanding.Broken);
        found[2].Problem!.ShouldContain("not a version");
    }

    private Task VerifyAsync(bool repairs) =>
        new RepoVerifyStep(_platform, Catalogs.Demo, _factory, TimeProvider.System, new Random(1), _events).RunAsync(
            repairs,
            Cancellation
        );

    private ChartPackage Package(Service service)
    {
        var folder = Path.Combine(_folder.Path, service.ChartFolder);
        return ChartPackage.Pack(ChartFolder.Read(folder), folder);
    }

    private Service Write(string name, string version)
    {
        var service = Catalogs.Service(name);
        _folder.Write($"{service.ChartFolder}/Chart.yaml", $"apiVersion: v2\nname: {name}\nversion: {version}\n");
        _folder.Write($"{service.ChartFolder}/templates/a.yaml", "a");
        return service;
    }
}
