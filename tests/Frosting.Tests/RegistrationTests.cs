using Cake.Core;
using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void Should_return_the_same_host_from_every_call()
    {
        var host = CakeHost.Create();
        CakeHost[] returned =
        [
            host.AddAssembly(typeof(RegistrationTests).Assembly),
            host.ConfigureServices(_ => { }),
            host.UseStartup<Startup>(),
            host.UseContext<JournalContext>(),
            host.UseModule<Module>(),
            host.UseWorkingDirectory("."),
            host.UseCakeSetting("a", "b"),
            host.SetToolPath("tools"),
        ];

        returned.ShouldAllBe(other => ReferenceEquals(other, host));
    }

    [Fact]
    public void Should_run_a_startup_at_once()
    {
        var run = new TestHost().Configure(host => host.UseStartup<Startup>()).With<Show>().Run("--target=Show");

        run.ShouldSucceed("from the startup");
    }

    [Fact]
    public void Should_refuse_nothing_for_a_folder_or_a_host()
    {
        Should.Throw<ArgumentNullException>(() => CakeHost.Create().UseWorkingDirectory(null!));
        Should.Throw<ArgumentNullException>(() => new ServiceCollection().UseWorkingDirectory(null!));
        Should.Throw<ArgumentNullException>(() => default(CakeHost)!.UseStartup<Startup>());
    }

    [Fact]
    public void Should_prefer_what_a_module_registers_to_what_came_before() =>
        new TestHost()
            .Configure(host => host.UseStartup<Startup>().UseModule<Module>())
            .With<Show>()
            .Run("--target=Show")
            .ShouldSucceed("from the module");

    [Fact]
    public void Should_use_the_last_context() =>
        new TestHost()
            .Configure(host => host.UseContext<FrostingContext>().UseContext<JournalContext>())
            .With<Journalling>()
            .Run("--target=Journalling")
            .ShouldSucceed("Journalling");

    [Fact]
    public void Should_use_the_plain_context_by_default() =>
        new TestHost()
            .Configure(host => host.UseContext<FrostingContext>())
            .With<Plain>()
            .Run("--target=Plain")
            .ShouldSucceed();

    [Fact]
    public void Should_offer_cakes_services_to_the_context()
    {
        var run = new TestHost().With<Services>().Run("--target=Services");

        run.ShouldSucceed("True", "True");
    }

    private sealed record Note(string Text);

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.AddSingleton(new Note("from the startup"));
    }

    private sealed class Module : ICakeModule
    {
        public void Register(ICakeContainerRegistrar registrar) =>
            registrar.RegisterInstance(new Note("from the module"));
    }

    private sealed class Show(Note note) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Journal.Add(note.Text);
    }

    private sealed class Journalling : Recorded;

    private sealed class Plain : FrostingTask
    {
        public override void Run(ICakeContext context) => context.ShouldBeOfType<FrostingContext>();
    }

    private sealed class Services(IFileSystem files, IGlobber globber) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            context.Journal.Add(ReferenceEquals(files, context.FileSystem).ToString());
            context.Journal.Add(ReferenceEquals(globber, context.ServiceProvider.GetService<IGlobber>()).ToString());
        }
    }
}
