namespace Cake.Frosting.Tests.Support;

/// <summary>What happened in a run, in order.</summary>
internal sealed class Journal
{
    private readonly List<string> _entries = [];

    public IReadOnlyList<string> Entries => _entries;

    public void Add(string entry) => _entries.Add(entry);
}
