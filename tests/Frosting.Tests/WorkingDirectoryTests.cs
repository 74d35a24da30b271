using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class WorkingDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_be_the_folder_that_the_program_starts_in() =>
        Host().Run("--target=Where").ShouldSucceed($"context in {_folder.Path}", $"task in {_folder.Path}");

    [Fact]
    public void Should_be_the_folder_that_the_program_chooses_before_anything_is_built()
    {
        var chosen = _folder.Sub("chosen");

        Host()
            .Configure(host => host.UseWorkingDirectory("elsewhere").UseWorkingDirectory("chosen"))
            .Run("--target=Where")
            .ShouldSucceed($"context in {chosen}", $"task in {chosen}");
    }

    [Theory]
    [InlineData("--working=given")]
    [InlineData("-w", "given")]
    [InlineData("--working", "given")]
    public void Should_rather_be_the_folder_on_the_command_line(params string[] args)
    {
        var given = _folder.Sub("given");
        _folder.Sub("chosen");

        Host()
            .Configure(host => host.UseWorkingDirectory("chosen"))
            .Run(["--target=Where", .. args])
            .ShouldSucceed($"context in {given}", $"task in {given}");
    }

    [Fact]
    public void Should_be_there() =>
        Host()
            .Run("--target=Where", "--working=missing")
            .ShouldFail($"The working directory '{_folder.Path}/missing' does not exist.");

    private TestHost Host()
    {
        var host = new TestHost().With<Where>().Configure(host => host.UseContext<LocatedContext>());
        host.Environment.WorkingDirectory = _folder.Path;
        return host;
    }

    private sealed class LocatedContext : FrostingContext
    {
        public LocatedContext(ICakeContext context, Journal journal)
            : base(context)
        {
            Journal = journal;
            journal.Add($"context in {Environment.WorkingDirectory}");
        }

        public Journal Journal { get; }
    }

    private sealed class Where : FrostingTask<LocatedContext>
    {
        public override void Run(LocatedContext context) =>
            context.Journal.Add($"task in {context.Environment.WorkingDirectory}");
    }
}
