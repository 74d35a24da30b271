using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Cake.Frosting.Hosting;

/// <summary>
/// Reads command lines of long options, which nearly all are, without the command line library: its reflection costs as
/// much as all the rest of a short run. What it would read in some other way, refuse or answer with help is left to it.
/// </summary>
internal sealed class PlainCommandLine
{
    private readonly Dictionary<string, string?> _own = new(StringComparer.Ordinal);
    private readonly List<string> _targets = [];
    private readonly List<RemainingArgument> _remaining = [];

    private PlainCommandLine() { }

    /// <returns>Null when the command line is not a plain one.</returns>
    public static HostArguments? Parse(string[] args)
    {
        var line = new PlainCommandLine();
        for (var index = 0; index < args.Length; index++)
        {
            if (PlainOption.Parse(args[index]) is not { } option)
            {
                return null;
            }

            if (option.Value is null && index + 1 < args.Length && !args[index + 1].StartsWith('-'))
            {
                option = option with { Value = args[++index] };
            }

            if (!line.TryAdd(option))
            {
                return null;
            }
        }

        return line.ToArguments();
    }

    private bool TryAdd(PlainOption option) =>
        (OwnName(option.Name), option.Value) switch
        {
            (_, "") or ("help", _) => false,
            (null, var value) => TryAddRemaining(option.Name, value),
            ("target", { } target) => AddTarget(target),
            ("working", { } path) => _own.TryAdd("working", path),
            ("verbosity", { } verbosity) => VerbosityOf(verbosity) is not null && _own.TryAdd("verbosity", verbosity),
            ("target" or "working" or "verbosity", null) => false,
            (var flag, null) => _own.TryAdd(flag, null),
            _ => false,
        };

    /// <summary>The spelled-out names. What <see cref="VerbosityParser"/> takes besides is not plain: its tables cost a tenth of a short run.</summary>
    private static Verbosity? VerbosityOf(string? name) =>
        name?.ToLowerInvariant() switch
        {
            "quiet" => Verbosity.Quiet,
            "minimal" => Verbosity.Minimal,
            "normal" => Verbosity.Normal,
            "verbose" => Verbosity.Verbose,
            "diagnostic" => Verbosity.Diagnostic,
            _ => null,
        };

    private static string? OwnName(string name) =>
        name switch
        {
            "target" or "Target" => "target",
            "description" or "descriptions" or "showdescription" or "showdescriptions" => "description",
            "tree" or "showtree" => "tree",
            "dryrun" or "noop" or "whatif" => "dryrun",
            "version" or "ver" => "version",
            "working" or "verbosity" or "exclusive" or "no-report" or "info" or "help" => name,
            _ => null,
        };

    private bool AddTarget(string target)
    {
        _targets.Add(target);
        return true;
    }

    /// <summary>Names that differ from another one, or from one of the host's, in case alone are not plain.</summary>
    private bool TryAddRemaining(string name, string? value)
    {
        if (OwnName(name.ToLowerInvariant()) is not null || _remaining.Exists(other => DiffersInCase(other.Name, name)))
        {
            return false;
        }

        _remaining.Add(new RemainingArgument(name, value));
        return true;
    }

    private static bool DiffersInCase(string one, string other) =>
        one != other && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private HostArguments ToArguments()
    {
        if (_targets.Count == 0)
        {
            _targets.Add(HostSettings.DefaultTarget);
        }

        return new HostArguments(ToSettings(), new RemainingArguments(_remaining), ToCakeArguments());
    }

    private HostSettings ToSettings() =>
        new()
        {
            Targets = [.. _targets],
            WorkingDirectory = _own.GetValueOrDefault("working") is { } path ? new DirectoryPath(path) : null,
            Verbosity = VerbosityOf(_own.GetValueOrDefault("verbosity")),
            Description = _own.ContainsKey("description"),
            Tree = _own.ContainsKey("tree"),
            DryRun = _own.ContainsKey("dryrun"),
            Exclusive = _own.ContainsKey("exclusive"),
            NoReport = _own.ContainsKey("no-report"),
            Version = _own.ContainsKey("version"),
            Info = _own.ContainsKey("info"),
        };

    /// <summary>As <c>Cake.Cli</c> does it with what is left over by the command line library.</summary>
    private CakeArguments ToCakeArguments()
    {
        const string noReport = "Settings_NoReport";
        var arguments = new List<RemainingArgument>(_remaining);
        arguments.AddRange(_targets.Select(target => new RemainingArgument("target", target)));
        if (_own.ContainsKey("no-report") && !_remaining.Exists(argument => IsSame(argument.Name, noReport)))
        {
            arguments.Add(new RemainingArgument(noReport, bool.TrueString));
        }

        return new CakeArguments(arguments.ToLookup(argument => argument.Name, argument => argument.Value));
    }

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
