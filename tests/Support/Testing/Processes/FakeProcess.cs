using Deploy.Tools.Processes;

namespace Deploy.Testing.Processes;

/// <summary>A child that never ran.</summary>
public sealed class FakeProcess : IChildProcess
{
    private readonly Answer _answer;
    private readonly TaskCompletionSource<int> _completion = new();

    public FakeProcess(Answer answer)
    {
        _answer = answer;
        if (answer.OnInterrupt == InterruptBehaviour.EndsByItself)
        {
            _completion.SetResult(answer.ExitCode);
        }
    }

    public bool WasInterrupted { get; private set; }

    public bool WasKilled { get; private set; }

    public Task<int> Completion => _completion.Task;

    public void Interrupt()
    {
        WasInterrupted = true;
        if (_answer.OnInterrupt == InterruptBehaviour.Obeys)
        {
            _completion.TrySetResult(_answer.ExitCode);
        }
    }

    public void Kill()
    {
        WasKilled = true;
        _completion.TrySetResult(137);
    }

    public void WaitForExit() => Completion.GetAwaiter().GetResult();

    public bool WaitForExit(int milliseconds) => Completion.Wait(milliseconds);

    public int GetExitCode() => Completion.GetAwaiter().GetResult();

    public IEnumerable<string> GetStandardError() => _answer.Error.Split('\n');

    public IEnumerable<string> GetStandardOutput() => _answer.Output.Split('\n');

    public void Dispose() { }
}
