namespace Deploy.Arguments;

/// <summary>Every argument there is: for parsing, for help, for completion, and for the nearest one to a wrong one.</summary>
public static class ArgumentTable
{
    private const string What = "What to deploy, and where";
    private const string How = "How";
    private const string Guards = "Past a guard";
    private const string Output = "Output";
    private const string Cake = "Cake's own";

    // What goes through the pipeline: Diff has a pipeline to plan by, and goes through none of it.
    private static readonly string[] _pipelines =
    [
        .. Pipeline.Entries.Select(entry => entry.Target),
        .. Enum.GetNames<Stage>(),
    ];

    /// <summary>The arguments, in the order of <c>--help</c>.</summary>
    public static IReadOnlyList<Argument> All { get; } =
    [
        Repeatable("services", What, "A,B,…", "names, prefixes, %group, !without"),
        Value("env", What, "NAME", "dev, staging, prod, edge, or another of the catalog"),
        Flag("edge", What, "short for --env=edge"),
        Repeatable("namespace", What, "N", "where to install in dev (default: your user name)"),
        Value("tag", What, "TAG", "use this image tag instead of building one"),
        Repeatable("catalog", What, "FILE", "the catalog, instead of charts/services.yaml"),
        Value("platform", What, "KIND", "embedded, kubernetes or aws, instead of the catalog's"),
        Flag("plan", How, "say everything that would be done, and change nothing") with
        {
            IsOfRun = false,
        },
        Value("save-plan", How, "FILE", "--plan, and keep it") with
        {
            IsOfRun = false,
            OnlyFor = _pipelines,
        },
        Value("use-plan", How, "FILE", "run a kept plan if nothing changed") with
        {
            IsOfRun = false,
            OnlyFor = _pipelines,
        },
        new("resume", ArgumentKind.Optional, How, "go on with a run that stopped")
        {
            Placeholder = "ID",
            OnlyFor = _pipelines,
        },
        Value("concurrency", How, "N", "how many things are done at once (default: by cores)"),
        Flag("fail-fast", How, "start nothing more after a failure"),
        Value("timeout", How, "TIME", "how long each install may take, e.g. 5m"),
        Value("wait-for-lock", How, "TIME", "how long to wait for another run's lock, e.g. 10m"),
        Flag("delete", How, "dev: uninstall the release first"),
        Flag("skip-tests", How, "do not run Helm tests"),
        Flag("strict-tests", How, "exit with 4 when Helm tests fail"),
        Flag("keep-files", How, "keep temporary files, to look at"),
        Value("part", How, "PART", "BumpChart: patch, minor, major") with
        {
            OnlyFor = ["BumpChart"],
        },
        Flag("repair", How, "RepoVerify: mend") with
        {
            OnlyFor = ["RepoVerify"],
        },
        Value("format", How, "ENGINE", "Export: flux, argocd, helmfile") with
        {
            OnlyFor = [TaskNames.Export],
        },
        Value("output-dir", How, "FOLDER", "Export: where to write") with
        {
            OnlyFor = [TaskNames.Export],
        },
        Value("repo-url", How, "URL", "Export: its charts") with
        {
            OnlyFor = [TaskNames.Export],
        },
        Value("helm-version", How, "V", "use Helm 3 or 4, or exactly this version"),
        Flag("yes", Guards, "answer the confirmation that prod asks for"),
        Value("reason", Guards, "TEXT", "why a guard is passed; recorded"),
        Flag("ignore-git-check", Guards, "deploy a tree that is not upstream's main branch"),
        Flag("skip-migrations", Guards, "deploy although migrations are pending; needs --reason"),
        Flag("allow-downgrade", Guards, "publish a chart version older than the newest"),
        Flag("strict", Guards, "let guards refuse on the embedded platform too"),
        Value("output", Output, "FORMAT", "text or json"),
        Repeatable("report", Output, "FILE", "write the report there too: .html, .md or .json"),
        Value("run", Output, "ID", "Report: which run") with
        {
            OnlyFor = [TaskNames.Report],
        },
        Flag("silent", Output, "send no notices (refused in prod)"),
        Value("completion", Output, "SHELL", "print a completion script for bash, zsh or pwsh"),
        Repeatable("target", Cake, "TASK", "what to run") with
        {
            Aliases = ["t"],
            IsCakes = true,
            IsOfRun = true,
        },
        Value("verbosity", Cake, "LEVEL", "quiet … diagnostic") with
        {
            Aliases = ["v"],
            IsCakes = true,
        },
        Flag("description", Cake, "the tasks") with
        {
            Aliases = ["descriptions", "showdescription", "showdescriptions"],
            IsCakes = true,
        },
        Flag("tree", Cake, "what depends on what") with
        {
            Aliases = ["showtree"],
            IsCakes = true,
        },
        Flag("dryrun", Cake, "which tasks would run") with
        {
            Aliases = ["noop", "whatif"],
            IsCakes = true,
        },
        Flag("exclusive", Cake, "the target alone") with
        {
            Aliases = ["e"],
            IsCakes = true,
        },
        Value("working", Cake, "PATH", "work there") with
        {
            Aliases = ["w"],
            IsCakes = true,
        },
        Flag("no-report", Cake, "no table at the end") with
        {
            IsCakes = true,
        },
        Flag("version", Cake, "its version") with
        {
            Aliases = ["ver"],
            IsCakes = true,
        },
        Flag("info", Cake, "its parts") with
        {
            IsCakes = true,
        },
        Flag("help", Cake, "this") with
        {
            Aliases = ["h"],
            IsCakes = true,
        },
    ];

    /// <summary>The argument that goes by a name, whatever its case; null where there is none.</summary>
    public static Argument? Find(string name) =>
        All.FirstOrDefault(argument =>
            argument.Name.Equals(name, StringComparison.Ordinal)
            || argument.Aliases.Contains(name, StringComparer.Ordinal)
        );

    /// <summary>Whether an argument takes its user past a guard, or asks for one.</summary>
    public static bool IsAboutGuards(Argument argument) => argument.Use == Guards;

    /// <summary>Whether an argument takes its user past a guard.</summary>
    public static bool PassesGuard(Argument argument) => IsAboutGuards(argument) && argument.Name != "strict";

    private static Argument Flag(string name, string use, string help) =>
        new(name, ArgumentKind.Flag, use, help) { IsOfRun = IsOfRun(use) };

    private static Argument Value(string name, string use, string placeholder, string help) =>
        new(name, ArgumentKind.Value, use, help) { Placeholder = placeholder, IsOfRun = IsOfRun(use) };

    private static Argument Repeatable(string name, string use, string placeholder, string help) =>
        new(name, ArgumentKind.Repeatable, use, help) { Placeholder = placeholder, IsOfRun = IsOfRun(use) };

    private static bool IsOfRun(string use) => use is What or How;
}
