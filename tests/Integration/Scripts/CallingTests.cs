using System.Runtime.Versioning;

namespace Deploy.Integration.Scripts;

/// <summary>However the scripts are called, the program gets these arguments, in its own checkout.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CallingTests : IDisposable
{
    private readonly ScriptCheckout _checkout = new();

    public static TheoryData<string> Scripts => [.. ScriptCheckout.Scripts];

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Should_hand_over_arguments_as_they_are_and_the_exit_code(string script)
    {
        PowerShell.RequireFor(script);
        string[] words =
        [
            "--target=InstallProd",
            "--services=a,b",
            "two words",
            "$HOME `id`",
            "it's \"quoted\"",
            "*",
            "%x;y",
        ];
        var start = _checkout.Start(script, words);
        start.Environment["EXIT_CODE"] = "3";

        var outcome = await Outcome.OfAsync(start);

        outcome.ExitCode.ShouldBe(3, outcome.ToString());
        outcome.Output.ShouldBe(string.Concat(words.Prepend(_checkout.Root).Select(word => $"<{word}>")));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Should_find_its_checkout_through_links(string script)
    {
        PowerShell.RequireFor(script);
        var folder = Directory.CreateDirectory(Path.Combine(_checkout.Elsewhere, "bin")).FullName;
        var link = Path.Combine(folder, $"deploy{Path.GetExtension(script)}");
        File.CreateSymbolicLink(link, "first");
        File.CreateSymbolicLink(
            Path.Combine(folder, "first"),
            Path.Combine("..", Path.GetFileName(_checkout.Root), script)
        );

        var outcome = await _checkout.RunAsync(link);

        outcome.Output.ShouldBe($"<{_checkout.Root}>", outcome.Error);
    }

    [Fact]
    public async Task Should_not_look_for_its_checkout_elsewhere()
    {
        using var checkout = new ScriptCheckout("mine");
        var other = Directory.CreateDirectory(Path.Combine(checkout.Elsewhere, "others", "mine")).FullName;
        var start = checkout.StartCommand("bash", "-c", "mine/build.sh; bash mine/build.sh");
        start.Environment["CDPATH"] = Path.GetDirectoryName(other)!;

        var outcome = await Outcome.OfAsync(start);

        outcome.Output.ShouldBe($"<{checkout.Root}><{checkout.Root}>", outcome.Error);
    }

    [Theory]
    [InlineData("sh build.sh 'a b'")]
    [InlineData("sh ./build.sh 'a b'")]
    [InlineData("bash build.sh 'a b'")]
    public async Task Should_leave_it_to_bash_whichever_shell_is_asked(string command)
    {
        var start = _checkout.StartCommand("sh", "-c", command);
        start.WorkingDirectory = _checkout.Root;

        var outcome = await Outcome.OfAsync(start);

        outcome.Output.ShouldBe($"<{_checkout.Root}><a b>", outcome.Error);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("sh")]
    [InlineData("zsh")]
    public async Task Should_refuse_to_be_sourced_and_leave_the_shell_alone(string shell)
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':')
                .Any(folder => File.Exists(Path.Combine(folder, shell))),
            $"{shell} is not installed"
        );
        var start = _checkout.StartCommand(shell, "-c", ". ./build.sh --help; echo $?; false; echo alive");
        start.WorkingDirectory = _checkout.Root;

        var outcome = await Outcome.OfAsync(start);

        outcome.Error.ShouldBe("Error: build.sh is to be run, not sourced: ./build.sh --help\n");
        outcome.Output.ShouldBe("2\nalive\n");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Should_find_a_home_for_those_who_start_it_without(string? home)
    {
        var start = _checkout.Start("build.sh");
        start.Environment["HOME"] = home;

        (await Outcome.OfAsync(start)).ExitCode.ShouldBe(0);

        _checkout.Compilations().Single().ShouldContain("HOME=known\n");
    }

    [Theory]
    [InlineData("--services=a,b", "<--services=a,b>")]
    [InlineData("--services a,b,c", "<--services><a,b,c>")]
    [InlineData("--tag 1.10 --timeout=5m", "<--tag><1.10><--timeout=5m>")]
    [InlineData("-t InstallDev -v quiet", "<-t><InstallDev><-v><quiet>")]
    [InlineData("'--reason=it''s, well' --services=%staging", "<--reason=it's, well><--services=%staging>")]
    public async Task Should_take_what_is_typed_in_PowerShell_as_it_is(string typed, string words)
    {
        PowerShell.RequireFor("build.ps1");
        var start = _checkout.StartCommand(
            PowerShell.Path!,
            "-NoProfile",
            "-Command",
            $"& $env:SCRIPT {typed}; \"at $PWD\""
        );
        start.Environment["SCRIPT"] = Path.Combine(_checkout.Root, "build.ps1");

        var outcome = await Outcome.OfAsync(start);

        outcome.Output.ShouldBe($"<{_checkout.Root}>{words}at {_checkout.Elsewhere}\n", outcome.Error);
    }
}
