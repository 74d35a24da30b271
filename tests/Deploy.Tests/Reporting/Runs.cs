using Deploy.Journal;
using Deploy.Journal.Records;
using Deploy.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Deploy.Tests.Reporting;

/// <summary>Runs that were: told event by event, as the program tells them.</summary>
internal static class Runs
{
    /// <summary>When every run here began.</summary>
    public static DateTimeOffset Began { get; } = new(2026, 11, 22, 19, 0, 0, TimeSpan.Zero);

    /// <summary>The records of events that are a second apart.</summary>
    public static IReadOnlyList<RunRecord> Records(IEnumerable<RunEvent> events, params string[] secrets)
    {
        var time = new FakeTimeProvider(Began);
        var kept = new Kept();
        var recorder = new RunRecorder([kept], new Redaction(secrets), time);
        foreach (var each in events)
        {
            recorder.Observe(each);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        return kept.Records;
    }

    /// <summary>A run of which everything was done.</summary>
    public static IReadOnlyList<RunEvent> Successful() =>
        [
            Started("infosite"),
            new StageStarted(Stage.HelmInstall),
            new ServiceStarted(Stage.HelmInstall, new("infosite")),
            Installed("infosite"),
            new ServiceEnded(Stage.HelmInstall, new("infosite")),
            new StageEnded(Stage.HelmInstall, StageOutcome.Done, TimeSpan.FromSeconds(3)),
            new StageStarted(Stage.HelmTest),
            new ServiceStarted(Stage.HelmTest, new("infosite")),
            new Proven(new TestsRan(new("infosite"), new("staging-infosite"), TestVerdict.Passed, "200 OK")),
            new ServiceEnded(Stage.HelmTest, new("infosite")),
            new StageEnded(Stage.HelmTest, StageOutcome.Done, TimeSpan.FromSeconds(3)),
            new RunEnded(ExitCode.Done, TimeSpan.FromSeconds(11)),
        ];

    /// <summary>A run in which one service of two failed.</summary>
    public static IReadOnlyList<RunEvent> Failed(Exception? error = null) =>
        [
            Started("infosite", "users/api"),
            new StageStarted(Stage.HelmInstall),
            new ServiceStarted(Stage.HelmInstall, new("infosite")),
            new ServiceStarted(Stage.HelmInstall, new("users/api")),
            new Note("the registry is slow today", IsWarning: true),
            Installed("infosite"),
            new ServiceEnded(Stage.HelmInstall, new("infosite")),
            new ServiceFailed(Stage.HelmInstall, new("users/api"), error ?? NotReady()),
            new ReleaseLeft(new("users/api"), new("staging-users-api"), new("staging"), ReleaseEnd.RolledBack, 6),
            new StageEnded(Stage.HelmInstall, StageOutcome.Failed, TimeSpan.FromSeconds(90)),
            new RunEnded(ExitCode.Failed, TimeSpan.FromSeconds(92)),
        ];

    /// <summary>The beginning of a run to staging.</summary>
    public static RunStarted Started(params string[] services) =>
        new(
            "20261122-190000-00ff",
            [
                "--target=HelmInstall",
                "--env=staging",
                $"--services={string.Join(',', services)}",
                "--reason=look and see",
            ],
            new Plan(
                new(
                    new Pipeline("HelmInstall", [Stage.HelmInstall, Stage.HelmTest]),
                    Catalogs.Demo.Environments["staging"],
                    Catalogs.Demo.Clusters["prod"],
                    Catalogs.Demo.Regions["us-east-1"],
                    [new("staging")],
                    new([.. services.Select(name => Catalogs.Demo.Services[name])], [])
                ),
                new() { Concurrency = 2 },
                new(new string('a', 40), Began, "Make it <b>faster</b>", DirtyContent: null),
                [.. services.Select(Planned)]
            ),
            PlatformKind.Embedded,
            "ada",
            "laptop",
            42
        );

    /// <summary>How far a release has come.</summary>
    public static ReleaseProgress Progress(string service, int ready, int wanted, string? waiting) =>
        new(Stage.HelmInstall, new(service), Release(service), ready, wanted, waiting);

    private static Proven Installed(string service) =>
        new(new ReleaseInstalled(new(service), Release(service), new("staging"), 7, 6, new("1.4.2"), Unchanged: false));

    private static FailedException NotReady() =>
        new("staging-users-api was not ready within 1m30s: Deployment users-api has 1 of 2 pods")
        {
            NextStep = "kubectl --context prod-e1-1 --namespace staging logs users-api-1",
            Evidence =
            [
                new("pod users-api-1, container gunicorn: last lines", ["Traceback", "KeyError: 'DATABASE_URL'"]),
            ],
        };

    private static ServicePlan Planned(string name)
    {
        var service = Catalogs.Demo.Services[name];
        return new(
            service,
            new(service.Chart, new("1.4.2"), service.ChartFolder, ChartSource.Repository),
            [],
            [new(Release(name), new("staging"), "prod-e1-1", [], TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(60))],
            Values: null
        );
    }

    private static ReleaseName Release(string service) =>
        ReleaseName.Of(new("staging"), new ServiceName(service).ChartName);

    private sealed class Kept : IRunReader
    {
        public List<RunRecord> Records { get; } = [];

        public void Read(RunRecord record) => Records.Add(record);
    }
}
