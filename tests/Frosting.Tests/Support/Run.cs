namespace Cake.Frosting.Tests.Support;

/// <summary>What a run left behind.</summary>
/// <param name="ExitCode">What <see cref="CakeHost.Run" /> returned.</param>
/// <param name="Output">The log and whatever else went to standard output, line by line.</param>
/// <param name="Error">What went to standard error.</param>
/// <param name="Tables">Banners, report and descriptions.</param>
/// <param name="Journal">What tasks and lifetimes noted.</param>
internal sealed record Run(int ExitCode, string Output, string Error, string Tables, IReadOnlyList<string> Journal)
{
    public void ShouldSucceed(params string[] journal)
    {
        Error.ShouldBeEmpty();
        ExitCode.ShouldBe(0);
        Journal.ShouldBe(journal);
    }

    /// <summary>Failed with this message before or after what the journal says.</summary>
    public void ShouldFail(string message, params string[] journal)
    {
        Error.ShouldContain($"Error: {message}\n");
        ExitCode.ShouldBe(1);
        Journal.ShouldBe(journal);
    }
}
