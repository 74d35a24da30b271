using System.IO.Pipes;
using System.Reflection;
using Deploy.WarmRuns;

/// <summary>
/// Loaded by the runtime into the unmodified program (<c>DOTNET_STARTUP_HOOKS</c>): runs it once for every request, one after
/// the other. What .NET compiles while a program runs, four fifths of a run's processor time, is compiled for the first only.
/// </summary>
#pragma warning disable MA0047 // The runtime looks for it outside of any namespace.
internal static class StartupHook
#pragma warning restore MA0047
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(RunRequest.PipeVariable) is not { } name)
        {
            return;
        }

        var main = Assembly.Load("Deploy").EntryPoint!;
        using var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.None);
        pipe.Connect();
        using var requests = new StreamReader(pipe);
        using var answers = new StreamWriter(pipe) { AutoFlush = true };
        // Whoever asks is at the other end of the pipe, and closes it when there is nothing more to ask.
        while (requests.ReadLine() is { } line)
        {
            answers.WriteLine(Run(main, RunRequest.Parse(line)));
        }

        Environment.Exit(0);
    }

    private static int Run(MethodInfo main, RunRequest request)
    {
        StandardStreams.Redirect(request.Output, request.Error);
        Become(request);
        try
        {
            return (int)main.Invoke(null, [request.Arguments.ToArray()])!;
        }
        finally
        {
            // A folder that is nobody's: the run's own may go as soon as this is answered.
            Directory.SetCurrentDirectory(AppContext.BaseDirectory);
        }
    }

    private static void Become(RunRequest request)
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        foreach (var (name, value) in request.Environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.SetCurrentDirectory(request.Folder);
    }
}
