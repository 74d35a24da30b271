using Cake.Core;
using Spectre.Console.Cli;

namespace Cake.Frosting.Hosting;

/// <summary>A parsed command line.</summary>
/// <param name="Settings">The host's own options.</param>
/// <param name="Remaining">The options that are not the host's, as they were written.</param>
/// <param name="Arguments">The same for the program, with the targets.</param>
internal sealed record HostArguments(HostSettings Settings, IRemainingArguments Remaining, ICakeArguments Arguments);
