using System.ComponentModel;
using Cake.Cli;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console.Cli;

namespace Cake.Frosting.Hosting;

/// <summary>The options of the command line. Every other option becomes an argument of the program.</summary>
internal sealed class HostSettings : CommandSettings
{
    public const string DefaultTarget = "Default";

    [CommandOption("-t|--target|--Target <TARGET>")]
    [DefaultValue(DefaultTarget)]
    [Description("The task to run; repeatable")]
    public string[] Targets { get; init; } = [];

    [CommandOption("-w|--working <PATH>")]
    [TypeConverter(typeof(Cli.DirectoryPathConverter))]
    [Description("The working directory")]
    public DirectoryPath? WorkingDirectory { get; init; }

    [CommandOption("-v|--verbosity <VERBOSITY>")]
    [TypeConverter(typeof(VerbosityConverter))]
    [Description("How much is logged: Quiet, Minimal, Normal, Verbose or Diagnostic")]
    public Verbosity? Verbosity { get; init; }

    [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
    [Description("List the tasks with their descriptions")]
    public bool Description { get; init; }

    [CommandOption("--tree|--showtree")]
    [Description("Show which task depends on which")]
    public bool Tree { get; init; }

    [CommandOption("--dryrun|--noop|--whatif")]
    [Description("Show which tasks would run, without running them")]
    public bool DryRun { get; init; }

    [CommandOption("-e|--exclusive")]
    [Description("Run the target without its dependencies")]
    public bool Exclusive { get; init; }

    [CommandOption("--no-report")]
    [Description("Leave out the report when the run succeeds")]
    public bool NoReport { get; init; }

    [CommandOption("--version|--ver")]
    [Description("Show the version of this program")]
    public bool Version { get; init; }

    [CommandOption("--info")]
    [Description("Show the versions of this program and of Cake")]
    public bool Info { get; init; }
}
