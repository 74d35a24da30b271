using Deploy.Model;

namespace Deploy.Steps.Verify;

public sealed class VerifyGit
{
    public Task RunAsync(Plan plan, CancellationToken c) => Task.CompletedTask;
}
