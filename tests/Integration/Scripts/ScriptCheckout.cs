using System.Diagnostics;
using System.Runtime.Versioning;
using Deploy.Testing;

namespace Deploy.Integration.Scripts;

/// <summary>
/// The scripts with something to compile, and a <c>dotnet</c> that notes what it is told: to publish costs nothing, and what
/// is published prints its folder and its arguments.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ScriptCheckout : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        case $1 in
        publish)
          printf '%s\n' "$@" "HOME=${HOME:+known}" end >>"$PUBLISHED"
          until [[ -e ${GO:-/} ]]; do sleep 0.05; done
          while [[ $1 != --output ]]; do shift; done
          mkdir -p "$2" && echo program >"$2/Deploy.dll"
          echo "${BROKEN-}"
          [[ -z ${BROKEN-} ]]
          ;;
        .artifacts/program/*/Deploy.dll)
          shift
          printf '<%s>' "$PWD" "$@"
          exit "${EXIT_CODE:-0}"
          ;;
        *)
          exec "$(PATH=${PATH#*:} && command -v dotnet)" "$@"
          ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes a checkout whose sources are an hour old.</summary>
    /// <param name="name">Its folder.</param>
    public ScriptCheckout(string name = "it's a $HOME; \"here\"")
    {
        Root = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.Combine(Root, "build", "Deploy"));
        Write("build/Deploy/Deploy.csproj", "<Project />");
        Write("build/Deploy/Old.cs", "");
        foreach (var file in new[] { "global.json", "BannedSymbols.txt", ".editorconfig" }.Concat(Scripts))
        {
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(Root, file));
        }

        Write("Directory.Build.props", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Age(TimeSpan.FromHours(1));

        Tools = Directory.CreateDirectory(Path.Combine(_folder.Path, "tools")).FullName;
        var dotnet = Path.Combine(Tools, "dotnet");
        File.WriteAllText(dotnet, Dotnet.ReplaceLineEndings("\n"));
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Log, "");
    }

    /// <summary>The two of them.</summary>
    public static IReadOnlyList<string> Scripts => ["build.sh", "build.ps1"];

    /// <summary>The checkout.</summary>
    public string Root { get; }

    /// <summary>What the scripts find first on PATH.</summary>
    public string Tools { get; }

    /// <summary>A folder beside the checkout.</summary>
    public string Elsewhere => _folder.Path;

    /// <summary>Where the builds are.</summary>
    public string Programs => Path.Combine(Root, ".artifacts", "program");

    private string Log => Path.Combine(_folder.Path, "published");

    /// <summary>The options of each compilation so far, one a line.</summary>
    public IReadOnlyList<string> Compilations() =>
        [.. File.ReadAllText(Log).Split("end\n", StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Adds a file, or writes it anew.</summary>
    public void Write(string path, string text) => File.WriteAllText(Path.Combine(Root, path), text);

    /// <summary>Makes everything that is there now older than it is.</summary>
    public void Age(TimeSpan by)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Prepend(Root))
        {
            File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path) - by);
        }
    }

    /// <summary>Runs a script of the checkout.</summary>
    public Task<Outcome> RunAsync(string script, params string[] arguments) =>
        Outcome.OfAsync(Start(script, arguments));

    /// <summary>A script of the checkout, by its full name.</summary>
    public ProcessStartInfo Start(string script, params string[] arguments)
    {
        var path = Path.Combine(Root, script);
        return script.EndsWith(".ps1", StringComparison.Ordinal)
            ? StartCommand(PowerShell.Path!, ["-NoProfile", "-File", path, .. arguments])
            : StartCommand(path, arguments);
    }

    /// <summary>Any command, from outside of the checkout.</summary>
    public ProcessStartInfo StartCommand(string command, params string[] arguments) =>
        Desk.Start(
            command,
            arguments,
            Elsewhere,
            ("PATH", $"{Tools}:{Environment.GetEnvironmentVariable("PATH")}"),
            ("PUBLISHED", Log)
        );

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
