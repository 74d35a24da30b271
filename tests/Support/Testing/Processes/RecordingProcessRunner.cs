using System.Text;
using Cake.Core.IO;

namespace Deploy.Testing.Processes;

/// <summary>Starts nothing: records what would have been started, and plays what each child does.</summary>
/// <param name="shielded">Whether this stands for the runner that keeps Ctrl-C off.</param>
/// <param name="fixture">Where the record is kept.</param>
public sealed class RecordingProcessRunner(CommandFixture fixture, bool shielded) : IProcessRunner
{
    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        var invocation = new Invocation(
            filePath.FullPath,
            settings.Arguments.Render(),
            settings.StandardInput is { } input ? Encoding.UTF8.GetString(input.Span) : null,
            settings.EnvironmentVariables.ToDictionary(pair => pair.Key, string? (pair) => pair.Value),
            settings.WorkingDirectory.FullPath,
            shielded
        );
        var answer = fixture.Play(invocation);
        Write(answer.Output, settings.RedirectedStandardOutputHandler);
        Write(answer.Error, settings.RedirectedStandardErrorHandler);
        var process = new FakeProcess(answer);
        fixture.Processes.Add(process);
        return process;
    }

    private static void Write(string text, Func<string, string> handler)
    {
        foreach (var line in text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n'))
        {
            handler(line);
        }
    }
}
