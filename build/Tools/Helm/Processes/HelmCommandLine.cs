namespace Deploy.Tools.Helm.Processes;

/// <summary>What a command line asks of Helm. It may be somebody else's: every spelling that Helm takes is understood.</summary>
/// <param name="Verb">The verb, e.g. <c>upgrade</c>; null where there is none.</param>
/// <param name="Words">What follows the verb and is no option: the release first, where the verb takes one.</param>
/// <param name="Namespace">The namespace that it names; null where it names none.</param>
/// <param name="Context">The context that it names; null where it names none.</param>
/// <param name="Kubeconfig">The kubeconfig that it names; null where it names none.</param>
internal sealed record HelmCommandLine(
    string? Verb,
    IReadOnlyList<string> Words,
    string? Namespace,
    string? Context,
    string? Kubeconfig
)
{
    private static readonly string[] _writing =
    [
        "install",
        "upgrade",
        "rollback",
        "uninstall",
        "delete",
        "del",
        "un",
        "test",
    ];

    /// <summary>Whether it changes a release, or runs something in it.</summary>
    public bool Writes => _writing.Contains(Verb, StringComparer.Ordinal);

    /// <summary>Reads the arguments after the program's name.</summary>
    public static HelmCommandLine Parse(IReadOnlyList<string> arguments)
    {
        var words = new List<string>();
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (argument == "--")
            {
                words.AddRange(arguments.Skip(index + 1));
                break;
            }

            if (Option(argument) is { } name)
            {
                options[name] =
                    argument.Length > name.Length ? argument[name.Length..].TrimStart('=')
                    : index + 1 < arguments.Count ? arguments[++index]
                    : "";
            }
            else if (!argument.StartsWith('-'))
            {
                words.Add(argument);
            }
        }

        return new(
            words.FirstOrDefault(),
            [.. words.Skip(1)],
            options.GetValueOrDefault("--namespace") ?? options.GetValueOrDefault("-n"),
            options.GetValueOrDefault("--kube-context"),
            options.GetValueOrDefault("--kubeconfig")
        );
    }

    // Other options take values too; theirs are taken for words, which at worst names too many releases.
    private static string? Option(string argument) =>
        argument.StartsWith("-n", StringComparison.Ordinal)
            ? "-n"
            : new[] { "--namespace", "--kube-context", "--kubeconfig" }.FirstOrDefault(option =>
                argument == option || argument.StartsWith($"{option}=", StringComparison.Ordinal)
            );
}
