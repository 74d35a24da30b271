using System.Text.RegularExpressions;

namespace Deploy.Images.Pex;

/// <summary>Where a Python program starts: a function of a module.</summary>
public sealed partial record EntryPoint
{
    /// <summary>Takes <c>module:function</c>, e.g. <c>users.api.server:main</c>.</summary>
    /// <exception cref="UsageException">Not of this form. (It becomes Python source, so nothing else may get through.)</exception>
    public EntryPoint(string value)
    {
        var match = Form().Match(value);
        if (!match.Success)
        {
            throw new UsageException(
                $"{Printable.Quote(value)} is no valid entry point: it is module:function, e.g. users.api.server:main"
            );
        }

        (Module, Function) = (match.Groups["module"].Value, match.Groups["function"].Value);
    }

    /// <summary>The module, by its full name.</summary>
    public string Module { get; }

    /// <summary>The function, or a method by its path.</summary>
    public string Function { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Module}:{Function}";

    [GeneratedRegex(
        @"\A(?<module>[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*):(?<function>[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Form();
}
