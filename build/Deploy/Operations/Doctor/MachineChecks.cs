using Deploy.Tools;
using Deploy.Tools.Binaries;
using Deploy.Tools.Git;
using Deploy.Tools.Processes;

namespace Deploy.Operations.Doctor;

/// <summary>What has to be on this machine, whatever the catalog says.</summary>
internal sealed class MachineChecks(CommandHost host, BinaryLocator binaries, VersionPreference helm, IGit git)
{
    /// <summary>The checks.</summary>
    public IEnumerable<Check> All() =>
        [
            new(".NET", _ => One(new(".NET", Health.Good, Environment.Version.ToString()))),
            new("git", GitAsync),
            new("helm", HelmAsync),
            new("kubectl", KubectlAsync, IsNeeded: false),
        ];

    /// <summary>Whether a tool runs that only some catalogs need.</summary>
    public Check Tool(string name, string[] arguments, string what, string remedy) =>
        new(
            what,
            async cancel =>
            {
                try
                {
                    return
                    [
                        new(
                            what,
                            Health.Good,
                            Printable.Escape(await new ToolVersion(host, name).RunAsync(arguments, cancel))
                        ),
                    ];
                }
                catch (FailedException problem)
                {
                    return [new(what, Health.Missing, Printable.Escape(problem.Problem), remedy)];
                }
            }
        );

    /// <summary>The kubectl that there is; null where there is none that will do.</summary>
    public async Task<Binary?> KubectlOnMachineAsync(CancellationToken cancel) =>
        await FindAsync(BinaryRequirement.Kubectl, VersionPreference.Any, cancel);

    private async Task<IReadOnlyList<Finding>> GitAsync(CancellationToken cancel)
    {
        string version;
        try
        {
            version = await new ToolVersion(host, "git").RunAsync(["--version"], cancel);
        }
        catch (FailedException problem)
        {
            return [new("git", Health.Missing, problem.Problem, "install git 2.31 or later")];
        }

        return await git.RootAsync(cancel) is not { } root
                ?
                [
                    new(
                        "git",
                        Health.Missing,
                        $"{version}, but this is no checkout",
                        "run in a clone of the repository"
                    ),
                ]
            : await git.HeadAsync(cancel) is not { } head
                ?
                [
                    new(
                        "git",
                        Health.Missing,
                        $"{version}, but {root} has no commit",
                        "commit something: tags are named after commits"
                    ),
                ]
            : [new("git", Health.Good, $"{version}, at {head.Id[..ImageTag.CommitDigits]}")];
    }

    private async Task<IReadOnlyList<Finding>> HelmAsync(CancellationToken cancel)
    {
        if (await FindAsync(BinaryRequirement.Helm, helm, cancel) is not { } found)
        {
            return [Absent(BinaryRequirement.Helm, isNeeded: true)];
        }

        var open = HelmAdvisories.Of(found.Version);
        var text = $"{found.Version} at {found.Path}";
        return
        [
            open.Count == 0
                ? new("helm", Health.Good, text)
                : new(
                    "helm",
                    Health.Warning,
                    $"{text}, open to {string.Join(", ", open)}",
                    $"install {(found.Version.Major == 3 ? "3.20.2" : "4.1.4")} or later"
                ),
        ];
    }

    private async Task<IReadOnlyList<Finding>> KubectlAsync(CancellationToken cancel) =>
        await KubectlOnMachineAsync(cancel) is { } found
            ? [new("kubectl", Health.Good, $"{found.Version} at {found.Path}")]
            : [Absent(BinaryRequirement.Kubectl, isNeeded: false)];

    // Without fetching: to look is not to change.
    private async Task<Binary?> FindAsync(
        BinaryRequirement requirement,
        VersionPreference preference,
        CancellationToken cancel
    )
    {
        await foreach (var candidate in binaries.CandidatesAsync(requirement, preference, cancel))
        {
            if (candidate is { Problem: null, Version: { } version })
            {
                return new(candidate.Path, version, candidate.Source);
            }
        }

        return null;
    }

    private static Finding Absent(BinaryRequirement requirement, bool isNeeded) =>
        PackageFetcher.IsSupported
            ? new(
                requirement.Name,
                Health.Warning,
                "none here; the first run fetches one into .tools",
                $"or install {requirement}"
            )
            : new(
                requirement.Name,
                isNeeded ? Health.Missing : Health.Warning,
                "none that will do",
                $"install {requirement}"
            );

    private static Task<IReadOnlyList<Finding>> One(Finding finding) =>
        Task.FromResult<IReadOnlyList<Finding>>([finding]);
}
