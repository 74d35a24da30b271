using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_prefer_variables_to_settings_the_file_to_variables_and_arguments_to_the_file()
    {
        _folder.With("cake.config", "[Where]\nFile=file\nArgument=file\n");

        var host = Host("Where_Setting", "Where_Variable", "Where_File", "Where_Argument");
        foreach (var key in (string[])["Where_Setting", "Where_Variable", "Where_File", "Where_Argument"])
        {
            host.Configure(configured => configured.UseCakeSetting(key, "setting"));
        }

        foreach (var key in (string[])["CAKE_WHERE_VARIABLE", "CAKE_WHERE_FILE", "CAKE_WHERE_ARGUMENT"])
        {
            host.Environment.Variables[key] = "variable";
        }

        host.Run("--target=Show", "--where_argument=argument").ShouldSucceed("setting", "variable", "file", "argument");
    }

    [Fact]
    public void Should_use_the_last_of_several_settings() =>
        Host("A_B")
            .Configure(host => host.UseCakeSetting("A_B", "1").UseCakeSetting("a_b", "2"))
            .Run("--target=Show")
            .ShouldSucceed("2");

    [Fact]
    public void Should_read_the_file_of_the_working_directory_that_was_chosen()
    {
        File.WriteAllText(
            Path.Combine(_folder.Sub("chosen"), "cake.config"),
            "; a comment\n[A]\nB=kept ; tail\nC=%HOME_OF%/c\n"
        );
        var host = Host("A_B", "a_c");
        host.Environment.Variables["HOME_OF"] = "/home";

        host.Run("--target=Show", "--working=chosen").ShouldSucceed("kept ; tail", "/home/c");
    }

    [Fact]
    public void Should_keep_the_tools_where_the_program_says() =>
        Host("Paths_Tools").Configure(host => host.SetToolPath("./bin")).Run("--target=Show").ShouldSucceed("bin");

    [Theory]
    [InlineData("verbose", true)]
    [InlineData("nonsense", false)]
    public void Should_take_the_verbosity_from_the_configuration(string verbosity, bool verbose)
    {
        _folder.With("cake.config", $"[Settings]\nVerbosity={verbosity}\n");

        Host().Run("--target=Show").Output.Contains("Completed in", StringComparison.Ordinal).ShouldBe(verbose);
    }

    [Fact]
    public void Should_prefer_the_verbosity_of_the_command_line()
    {
        _folder.With("cake.config", "[Settings]\nVerbosity=verbose\n");

        Host().Run("--target=Show", "-v", "normal").Output.ShouldNotContain("Completed in");
    }

    private TestHost Host(params string[] keys)
    {
        var host = new TestHost()
            .With<Show>()
            .Configure(host => host.ConfigureServices(services => services.Add(Keys(keys))));
        host.Environment.WorkingDirectory = _folder.Path;
        return host;
    }

    private static Microsoft.Extensions.DependencyInjection.ServiceDescriptor Keys(string[] keys) =>
        new(typeof(string[]), keys);

    private sealed class Show(string[] keys) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            foreach (var key in keys)
            {
                context.Journal.Add(context.Configuration.GetValue(key));
            }
        }
    }
}
