using System.ComponentModel;
using Deploy.Images;
using Deploy.Images.Pex;
using Deploy.Integration.Demo;
using Deploy.Testing;
using Deploy.Testing.Processes;

namespace Deploy.Integration.Images;

/// <summary>The real <c>pex</c>.</summary>
public sealed class PexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_make_a_program_that_runs()
    {
        await RequirePexAsync();
        _folder.Write("src/users/server.py", "def main():\n    print('hello')\n");
        var build = new PexBuild(new ServiceName("users/api"), "users-api.pex")
        {
            Sources = [new SourceRoot(Path.Combine(_folder.Path, "src"), ["users/server.py"])],
            EntryPoint = new EntryPoint("users.server:main"),
        };
        var builder = new PexCommandBuilder(RealCommands.Host(), new ContentCache(Path.Combine(_folder.Path, "cache")));

        var made = (await builder.BuildAsync([build], default)).Single();
        var again = (await builder.BuildAsync([build], default)).Single();

        var environment = new Dictionary<string, string> { ["PEX_ROOT"] = Path.Combine(_folder.Path, "root") };
        (await Child.Run("python3", [made.Path], environment)).ShouldHaveSucceeded().Output.ShouldBe("hello\n");
        again.ShouldBe(made with { Reused = true });
        (await File.ReadAllBytesAsync(made.Path))
            .AsSpan(0, 23)
            .ToArray()
            .ShouldBe("#!/usr/bin/env python3\n"u8.ToArray());
    }

    private static async Task RequirePexAsync()
    {
        try
        {
            var version = (await Child.Run("pex", ["--version"]))
                .Output.Replace("pex ", "", StringComparison.Ordinal)
                .Trim();
            Assert.SkipWhen(
                version.StartsWith("1.", StringComparison.Ordinal),
                $"pex {version} makes files that today's Python cannot run"
            );
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no pex on the PATH");
        }
    }
}
