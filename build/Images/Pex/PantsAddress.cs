using System.Text.RegularExpressions;

namespace Deploy.Images.Pex;

/// <summary>The address of a Pants target: a folder of the repository, and the target's name there.</summary>
public sealed partial record PantsAddress
{
    /// <summary>Reads an address as the catalog has it.</summary>
    /// <param name="service">Whose target it is, for messages.</param>
    /// <param name="value">The address; null where there is none.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public PantsAddress(ServiceName service, string? value)
    {
        var match = Form().Match(value ?? "");
        if (!match.Success)
        {
            throw new UsageException(
                value is null
                    ? $"{service} has no target for Pants"
                    : $"{Printable.Quote(value)} of {service} is no target of Pants: it is folder:name"
            )
            {
                NextStep = "the catalog's target says what Pants builds, e.g. src/python/users/api:users-api-gunicorn",
            };
        }

        (Folder, Name) = (match.Groups["folder"].Value, match.Groups["name"].Value);
    }

    /// <summary>The folder, relative to the repository.</summary>
    public string Folder { get; }

    /// <summary>The target's name.</summary>
    public string Name { get; }

    /// <summary>Where Pants writes the target's PEX unless its BUILD file says otherwise, relative to the repository.</summary>
    public string DefaultOutput =>
        Folder.Length == 0 ? $"dist/{Name}.pex" : $"dist/{Folder.Replace('/', '.')}/{Name}.pex";

    /// <inheritdoc/>
    public override string ToString() => Folder.Length == 0 ? $"//:{Name}" : $"{Folder}:{Name}";

    [GeneratedRegex(
        @"\A(//)?(?<folder>([A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*)?):(?<name>[A-Za-z0-9_][A-Za-z0-9_.+@-]*)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Form();
}
