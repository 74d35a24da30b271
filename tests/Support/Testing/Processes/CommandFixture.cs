using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Deploy.Tools.Processes;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Shouldly;

namespace Deploy.Testing.Processes;

/// <summary>
/// Runs commands without children: every file exists, a tool is found at <c>/bin/NAME</c>, and what would have been
/// started is in <see cref="Invocations"/>.
/// </summary>
public sealed class CommandFixture
{
    private Func<Invocation, Answer> _play = _ => new Answer();

    public CommandFixture()
    {
        var fileSystem = Substitute.For<IFileSystem>();
        fileSystem.GetFile(Arg.Any<FilePath>()).Exists.Returns(_ => FilesExist);
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new DirectoryPath("/work"));
        environment.Platform.Family.Returns(PlatformFamily.Linux);
        var tools = Substitute.For<IToolLocator>();
        tools
            .Resolve(Arg.Any<IEnumerable<string>>())
            .Returns(call => new FilePath($"/bin/{call.Arg<IEnumerable<string>>().First()}"));
        Host = new(
            fileSystem,
            environment,
            new RecordingProcessRunner(this, shielded: false),
            new RecordingProcessRunner(this, shielded: true),
            tools,
            Time
        );
    }

    public CommandHost Host { get; }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>Whether executables are there at all.</summary>
    public bool FilesExist { get; set; } = true;

    public List<Invocation> Invocations { get; } = [];

    public List<FakeProcess> Processes { get; } = [];

    /// <summary>The arguments of the only child that was started.</summary>
    public string Arguments => Invocations.ShouldHaveSingleItem().Arguments;

    /// <summary>Every child does the same.</summary>
    public CommandFixture Answers(Answer answer) => Answers(_ => answer);

    /// <summary>Each child does what its invocation asks for.</summary>
    public CommandFixture Answers(Func<Invocation, Answer> play)
    {
        _play = play;
        return this;
    }

    internal Answer Play(Invocation invocation)
    {
        Invocations.Add(invocation);
        return _play(invocation);
    }
}
