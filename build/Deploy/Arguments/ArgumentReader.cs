using System.Globalization;

namespace Deploy.Arguments;

/// <summary>From words to <see cref="DeployArguments"/>.</summary>
public static class ArgumentReader
{
    /// <summary>Reads and validates everything.</summary>
    /// <exception cref="UsageException">A value is not what its argument takes, or arguments contradict each other.</exception>
    public static DeployArguments Read(RawArguments commandLine, ArgumentSources from)
    {
        RequireReaders(commandLine);
        RequireOneWay(commandLine);
        return new()
        {
            Targets = commandLine.Has("target") ? commandLine.All("target") : [TaskNames.Default],
            Services = from.List("services"),
            Environment = Environment(from),
            Namespaces = [.. from.List("namespace").Select(name => new NamespaceName(name))],
            Tag = from.Value("tag") is { } tag ? new ImageTag(tag) : null,
            Catalogs = from.List("catalog"),
            Platform = from.Value("platform") is { } platform
                ? Choice<PlatformKind>(from.Origin("platform"), platform)
                : null,
            PlanOnly = from.Flag("plan") || commandLine.Has("save-plan"),
            SavePlan = commandLine.All("save-plan") is [var save] ? save : null,
            UsePlan = commandLine.All("use-plan") is [var use] ? use : null,
            Resume = commandLine.Has("resume"),
            Concurrency = from.Value("concurrency") is { } number ? Positive(from.Origin("concurrency"), number) : null,
            FailFast = from.Flag("fail-fast"),
            Timeout = from.Value("timeout") is { } time ? Duration.Parse(time, from.Origin("timeout")) : null,
            LockWait = from.Value("wait-for-lock") is { } wait
                ? Duration.Parse(wait, from.Origin("wait-for-lock"))
                : null,
            Delete = from.Flag("delete"),
            SkipTests = from.Flag("skip-tests"),
            StrictTests = from.Flag("strict-tests"),
            KeepFiles = from.Flag("keep-files"),
            Part = from.Value("part") is { } part ? Choice<VersionPart>(from.Origin("part"), part) : VersionPart.Patch,
            Repair = from.Flag("repair"),
            Format = from.Value("format") is { } engine ? Choice<ExportFormat>(from.Origin("format"), engine) : null,
            OutputFolder = from.Value("output-dir"),
            RepositoryUrl = from.Value("repo-url"),
            HelmVersion = from.Value("helm-version"),
            Yes = from.Flag("yes"),
            YesIsTyped = from.IsTyped("yes"),
            Reason = from.Value("reason") is { } reason ? new Reason(reason) : null,
            IgnoreGitCheck = from.Flag("ignore-git-check"),
            SkipMigrations = WithReason("skip-migrations", from),
            AllowDowngrade = from.Flag("allow-downgrade"),
            Strict = from.Flag("strict"),
            Silent = from.Flag("silent"),
            Reports = [.. from.All("report").Select(path => ReportFormat.Require(from.Origin("report"), path))],
            Run = from.Value("run"),
            Json =
                from.Value("output") is { } format
                && Choice<OutputFormat>(from.Origin("output"), format) == OutputFormat.Json,
        };
    }

    // A guard that people go past for a reason, which is recorded.
    private static bool WithReason(string flag, ArgumentSources from) =>
        from.Flag(flag)
        && (
            from.Value("reason") is not null
                ? true
                : throw new UsageException($"{from.Origin(flag)} needs a reason")
                {
                    NextStep = "add --reason=…, at least 7 characters; it is recorded",
                }
        );

    private static string? Environment(ArgumentSources from)
    {
        var named = from.Value("env");
        return !from.Flag("edge") ? named
            : named is null or "edge" ? "edge"
            : throw new UsageException(
                $"--edge is short for --env=edge, and contradicts {from.Origin("env")}={Printable.Escape(named)}"
            )
            {
                NextStep = "give one of them",
            };
    }

    private static T Choice<T>(string origin, string value)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Enum.Parse<T>(known)
            : throw new UsageException(
                $"{origin} is {Printable.Quote(value)}; it takes {string.Join(" or ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}"
            );

    private static int Positive(string origin, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"{origin} is {Printable.Quote(value)}; it takes a number from 1");

    // An argument that the target does not read would be a wish that nobody hears.
    private static void RequireReaders(RawArguments commandLine)
    {
        var targets = commandLine.Has("target") ? commandLine.All("target") : [TaskNames.Default];
        foreach (var name in commandLine.Names)
        {
            if (
                ArgumentTable.Find(name)?.OnlyFor is { } readers
                && !targets.Any(target => readers.Contains(target, StringComparer.OrdinalIgnoreCase))
            )
            {
                throw new UsageException($"--{name} means nothing to --target={Printable.Escape(targets[0])}")
                {
                    NextStep = $"it is read by {string.Join(", ", readers)}",
                };
            }
        }
    }

    // Each of them says in its own way what the run is.
    private static void RequireOneWay(RawArguments commandLine)
    {
        string[] given = [.. new[] { "resume", "use-plan", "save-plan" }.Where(commandLine.Has)];
        if (given.Length > 1 || (commandLine.Has("resume") && commandLine.Has("plan")))
        {
            var other = given.Length > 1 ? given[1] : "plan";
            throw new UsageException($"--{given[0]} and --{other} contradict each other")
            {
                NextStep = "give one of them",
            };
        }
    }

    private enum OutputFormat
    {
        Text,
        Json,
    }
}
