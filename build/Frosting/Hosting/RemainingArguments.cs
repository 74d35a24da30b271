using Spectre.Console.Cli;

namespace Cake.Frosting.Hosting;

/// <summary>The options that are not the host's, grouped as the command line library groups them.</summary>
internal sealed class RemainingArguments(IEnumerable<RemainingArgument> arguments) : IRemainingArguments
{
    public ILookup<string, string?> Parsed { get; } =
        arguments.ToLookup(argument => "--" + argument.Name, argument => argument.Value);

    public IReadOnlyList<string> Raw => [];
}
