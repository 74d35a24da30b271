using System.Text;

namespace Deploy.Integration.Flows;

/// <summary>A secret that must not be seen anywhere: watches the arguments of all processes while a test runs.</summary>
internal sealed class Canary : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _seen = [];
    private readonly Task _watch;

    public Canary() => _watch = Task.Run(WatchAsync);

    /// <summary>The secret.</summary>
    public string Secret { get; } = $"canary-{Random.Shared.NextInt64():x16}";

    /// <summary>The secret as it stands in docker's configuration.</summary>
    public string Base64 => Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{Secret}"));

    /// <summary>The secret as programs write it.</summary>
    public IReadOnlyList<string> Dresses =>
        [
            Secret,
            Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)),
            Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
            .. new[] { "", "x", "xx" }.Select(before =>
                Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret))
            ),
        ];

    /// <summary>Fails the test if anything that the program showed or kept has the secret in it.</summary>
    public async Task ShouldBeHiddenAsync(Outcome outcome, string checkout)
    {
        await _stop.CancelAsync();
        await _watch;
        _seen.ShouldBeEmpty("in the arguments of a process");
        Has(outcome.Output + outcome.Error).ShouldBeFalse(outcome.ToString());
        foreach (
            var file in Directory.EnumerateFiles(Path.Combine(checkout, ".deploy"), "*", SearchOption.AllDirectories)
        )
        {
            Has(await File.ReadAllTextAsync(file, Encoding.Latin1)).ShouldBeFalse(file);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        _stop.Dispose();
    }

    // Of base64, the first and last letters are shared with what stands beside the secret.
    private bool Has(string text) =>
        text.Contains(Base64)
        || Dresses.Any(dress => text.Contains(dress.Length > Secret.Length ? dress[4..^4] : dress));

    // Processes come and go; what is gone cannot be read any more.
    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(IsProcess))
            {
                try
                {
                    var arguments = await File.ReadAllTextAsync(Path.Combine(process, "cmdline"));
                    if (Has(arguments))
                    {
                        _seen.Add(arguments.Replace('\0', ' '));
                    }
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    private static bool IsProcess(string folder) => Path.GetFileName(folder).All(char.IsAsciiDigit);
}
