using Cake.Core;
using Cake.Frosting.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cake.Frosting.Tests;

/// <summary>Whatever way the host reads a command line, it reads it as the command line library does.</summary>
public sealed class CommandLineTests
{
    private static readonly string[] Words =
    [
        "--target=Show",
        "--target",
        "--Target=Show",
        "-t",
        "Show",
        "--exclusive",
        "--exclusive=false",
        "-e",
        "--dryrun",
        "--noop",
        "--no-report",
        "--verbosity=quiet",
        "--Verbosity=quiet",
        "--verbosity=loud",
        "--TARGET=Show",
        "--services=a,b",
        "--Services=c",
        "--services",
        "--plan",
        "--reason=two words",
        "--x_y-z=1=2:3",
        "--settings_noreport=false",
        "--version=1.2",
        "--dryrun=yes",
        "--no-report=maybe",
        "-e=true",
        "--a:b",
        "--a.b",
        "--x",
        "--empty=",
        "--",
        "-x",
        "true",
        "",
    ];

    static CommandLineTests()
    {
        // Where the library says what it cannot parse.
        AnsiConsole.Console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }
        );
    }

    [Property(MaxTest = 300)]
    public Property Should_read_a_command_line_as_the_library_does() =>
        Prop.ForAll(
            Gen.Elements(Words).ArrayOf().Resize(5).ToArbitrary(),
            words =>
            {
                string[] args = ["--target=Show", .. words];
                Read(args).ShouldBe(ReadByLibrary(args), string.Join(' ', args));
            }
        );

    private static string Read(string[] args)
    {
        var run = new TestHost().With<Show>().With<Needed>().Run(args);
        return run.ExitCode == -1 ? "refused" : string.Join("; ", run.Journal);
    }

    private static string ReadByLibrary(string[] args)
    {
        var read = string.Empty;
        var app = new CommandApp();
        app.SetDefaultCommand<LibraryCommand>().WithData((Action<string>)(text => read = text));
        return app.Run(args) == 0 ? read : "refused";
    }

    /// <summary>Notes all arguments when it is built, which it is in every run.</summary>
    private sealed class Needed : Recorded
    {
        public Needed(Journal journal, ICakeArguments arguments, IRemainingArguments remaining)
        {
            journal.Add(LibraryCommand.Describe(arguments, remaining));
        }
    }

    [IsDependentOn(typeof(Needed))]
    private sealed class Show : Recorded;
}
