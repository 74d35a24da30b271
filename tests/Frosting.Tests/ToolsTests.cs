using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Tests.Support;
using NSubstitute;

namespace Cake.Frosting.Tests;

public sealed class ToolsTests
{
    private static readonly Uri Tool = new("fake:?package=saw");

    [Fact]
    public void Should_install_tools_before_the_first_task_and_make_them_known()
    {
        var run = Host().Configure(host => host.InstallTool(Tool)).Run("--target=Use");

        run.ShouldSucceed("installed saw", "setup", "/tools/saw", "teardown");
    }

    [Fact]
    public void Should_refuse_a_package_that_nobody_installs() =>
        Host()
            .Configure(host => host.InstallTool(new Uri("odd:?package=saw")))
            .Run("--target=Use")
            .ShouldFail("Could not find an installer for the 'odd' scheme.");

    [Fact]
    public void Should_refuse_a_tool_of_which_nothing_is_installed() =>
        Host()
            .Configure(host => host.InstallTool(new Uri("fake:?package=nothing")))
            .Run("--target=Use")
            .ShouldFail("Failed to install tool 'nothing'.", "installed nothing");

    [Fact]
    public void Should_install_a_tool_when_a_task_asks_for_it() =>
        Host()
            .With<Install>()
            .Run("--target=Install")
            .ShouldSucceed("setup", "installed saw", "installed saw", "/tools/saw", "teardown");

    private static TestHost Host() =>
        new TestHost()
            .With<Use>()
            .Configure(host => host.UsePackageInstaller<Installer>().UseLifetime<JournalLifetime>());

    private sealed class Use : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) =>
            context.Journal.Add(context.Tools.Resolve("saw")?.FullPath ?? "no saw");
    }

    private sealed class Install(IToolInstaller installer) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            installer.Install(new PackageReference(Tool));
            var installed = context.ToolInstaller.Install(new PackageReference(Tool));
            context.Journal.Add(installed.Single().FullPath);
        }
    }

    private sealed class Installer(Journal journal) : IPackageInstaller
    {
        public bool CanInstall(PackageReference package, PackageType type) =>
            package.Scheme == "fake" && type == PackageType.Tool;

        public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path)
        {
            journal.Add($"installed {package.Package}");
            var file = Substitute.For<IFile>();
            file.Path.Returns(new FilePath($"/tools/{package.Package}"));
            return package.Package == "nothing" ? [] : [file];
        }
    }
}
