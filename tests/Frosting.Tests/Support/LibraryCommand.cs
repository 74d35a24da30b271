using System.ComponentModel;
using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Diagnostics;
using Spectre.Console.Cli;

namespace Cake.Frosting.Tests.Support;

/// <summary>The host's command line as the library reads it, and what a run of two tasks then does.</summary>
internal sealed class LibraryCommand : Command<LibraryCommand.Options>
{
    public override int Execute(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        var arguments = context.Remaining.ToCakeArguments(settings.NoReport, settings.Targets);
        List<string> journal = [Describe(arguments, context.Remaining)];
        if (!settings.DryRun && settings.Targets.All(target => target is "Show" or ""))
        {
            journal.AddRange(settings.Exclusive ? ["Show"] : ["Needed", "Show"]);
        }

        ((Action<string>)context.Data!)(string.Join("; ", journal));
        return 0;
    }

    public static string Describe(ICakeArguments arguments, IRemainingArguments remaining)
    {
        var given = arguments
            .GetArguments()
            .OrderBy(argument => argument.Key, StringComparer.Ordinal)
            .Select(argument => $"{argument.Key}=[{string.Join('|', argument.Value.Select(Quote))}]");
        var left = remaining.Parsed.Select(group => $"{group.Key}=[{string.Join('|', group.Select(Quote))}]");
        return $"{string.Join(' ', given)} / {string.Join(' ', left)} / {string.Join(' ', remaining.Raw)}";
    }

    private static string Quote(string? value) => value is null ? "null" : $"'{value}'";

    internal sealed class Options : CommandSettings
    {
        [CommandOption("-t|--target|--Target <TARGET>")]
        [DefaultValue("Default")]
        public string[] Targets { get; init; } = [];

        [CommandOption("-v|--verbosity <VERBOSITY>")]
        [TypeConverter(typeof(VerbosityConverter))]
        public Verbosity? Verbosity { get; init; }

        [CommandOption("--dryrun|--noop|--whatif")]
        public bool DryRun { get; init; }

        [CommandOption("-e|--exclusive")]
        public bool Exclusive { get; init; }

        [CommandOption("--no-report")]
        public bool NoReport { get; init; }

        [CommandOption("--version|--ver")]
        public bool Version { get; init; }
    }
}
