using Deploy.Arguments;

namespace Deploy.Hosting;

/// <summary>What the command line can be completed with.</summary>
/// <param name="Options">Every argument, with <c>=</c> behind those that take a value.</param>
/// <param name="Values">The values of the arguments that have known ones, by the argument's name.</param>
internal sealed record CompletionWords(
    IReadOnlyList<string> Options,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Values
)
{
    /// <summary>The words of a catalog.</summary>
    public static CompletionWords Of(ServiceCatalog catalog) =>
        new(
            [
                .. ArgumentTable.All.Select(argument =>
                    argument.Kind is ArgumentKind.Flag or ArgumentKind.Optional
                        ? $"--{argument.Name}"
                        : $"--{argument.Name}="
                ),
            ],
            new Dictionary<string, IReadOnlyList<string>>
            {
                ["target"] = [.. TaskNames.All.Order(StringComparer.Ordinal)],
                ["services"] =
                [
                    .. catalog.Services.Keys.Order(StringComparer.Ordinal),
                    .. catalog.Groups.Select(group => $"%{group}"),
                ],
                ["env"] = [.. catalog.Environments.Keys.Order(StringComparer.Ordinal)],
                ["platform"] = [.. Enum.GetNames<PlatformKind>().Select(name => name.ToLowerInvariant())],
                ["output"] = ["text", "json"],
                ["format"] = [.. Enum.GetNames<ExportFormat>().Select(name => name.ToLowerInvariant())],
                ["verbosity"] = ["quiet", "minimal", "normal", "verbose", "diagnostic"],
                ["completion"] = ["bash", "zsh", "pwsh"],
            }
        );
}
