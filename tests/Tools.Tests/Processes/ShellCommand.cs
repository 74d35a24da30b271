using Cake.Core.IO;
using Deploy.Testing.Processes;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Tests.Processes;

/// <summary>A real child for tests: <c>/bin/sh -c SCRIPT</c>.</summary>
internal sealed class ShellCommand(CommandHost host, bool shielded = false) : Command<ShellSettings>(host, shielded)
{
    public static CommandResult Run(string script, IEnumerable<string>? arguments = null, string input = "") =>
        new ShellCommand(RealCommands.Host())
            .RunAsync(new ShellSettings(), script, arguments, input, CancellationToken.None)
            .GetAwaiter()
            .GetResult();

    public Task<CommandResult> RunAsync(
        ShellSettings settings,
        string script,
        IEnumerable<string>? arguments = null,
        string input = "",
        CancellationToken cancel = default
    ) =>
        ExecuteAsync(
            settings,
            new ProcessArgumentBuilder().Literals(["-c", script, "sh", .. arguments ?? []]),
            System.Text.Encoding.UTF8.GetBytes(input),
            cancel
        );

    protected override string GetToolName() => "sh";

    protected override IEnumerable<string> GetToolExecutableNames() => ["sh"];
}

internal sealed class ShellSettings(OnCancel onCancel = OnCancel.Stop) : CommandSettings
{
    public override OnCancel OnCancel => onCancel;
}
