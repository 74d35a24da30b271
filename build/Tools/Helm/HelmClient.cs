using Cake.Core.IO;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Helm.Verbs;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm;

/// <summary>The real Helm: finds the binary once, and starts one child per call.</summary>
/// <param name="host">What commands run on.</param>
/// <param name="find">Finds or fetches the binary.</param>
/// <param name="discoveryCache">
/// Where all of them keep what the API offers; else each asks some forty times, unless the user's home is warm.
/// </param>
public sealed class HelmClient(
    CommandHost host,
    Func<CancellationToken, Task<Binary>> find,
    string? discoveryCache = null
) : IHelm, IDisposable
{
    private const string GarbageCollection = "GOGC";

    private readonly SemaphoreSlim _gate = new(1);
    private Binary? _binary;

    /// <inheritdoc/>
    public async Task<Binary> BinaryAsync(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            return _binary ??= await find(cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<HelmUpgradeResult> UpgradeAsync(HelmUpgradeSettings settings, CancellationToken cancel) =>
        await new HelmUpgradeRunner(host, await BinaryAsync(cancel)).RunAsync(Tuned(settings), cancel);

    /// <inheritdoc/>
    public async Task<HelmTestResult> TestAsync(HelmTestSettings settings, CancellationToken cancel) =>
        await new HelmTestRunner(host, await BinaryAsync(cancel)).RunAsync(Tuned(settings), cancel);

    /// <inheritdoc/>
    public async Task RollbackAsync(HelmRollbackSettings settings, CancellationToken cancel) =>
        await new HelmRollbackRunner(host, await BinaryAsync(cancel)).RunAsync(Tuned(settings), cancel);

    /// <inheritdoc/>
    public async Task UninstallAsync(HelmUninstallSettings settings, CancellationToken cancel) =>
        await new HelmUninstallRunner(host, await BinaryAsync(cancel)).RunAsync(Tuned(settings), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HelmRelease>> HistoryAsync(
        HelmHistorySettings settings,
        CancellationToken cancel
    ) => await new HelmHistoryRunner(host, await BinaryAsync(cancel)).RunAsync(Tuned(settings), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HelmRelease>> ListAsync(HelmListSettings settings, CancellationToken cancel) =>
        await new HelmListRunner(host, await BinaryAsync(cancel)).RunAsync(Tuned(settings), cancel);

    /// <inheritdoc/>
    public async Task<string> ManifestAsync(HelmGetSettings settings, CancellationToken cancel) =>
        await new HelmGetManifestRunner(host, await BinaryAsync(cancel)).RunAsync(Tuned(settings), cancel);

    /// <inheritdoc/>
    public async Task<string> ValuesAsync(HelmGetSettings settings, CancellationToken cancel) =>
        await new HelmGetValuesRunner(host, await BinaryAsync(cancel)).RunAsync(Tuned(settings), cancel);

    /// <inheritdoc/>
    public async Task<HelmMetadata> MetadataAsync(HelmGetSettings settings, CancellationToken cancel) =>
        await new HelmGetMetadataRunner(host, await BinaryAsync(cancel)).RunAsync(Tuned(settings), cancel);

    /// <inheritdoc/>
    public async Task<string> TemplateAsync(HelmTemplateSettings settings, CancellationToken cancel) =>
        await new HelmTemplateRunner(host, await BinaryAsync(cancel)).RunAsync(Tuned(settings), cancel);

    /// <inheritdoc/>
    public async Task<FilePath> PackageAsync(HelmPackageSettings settings, CancellationToken cancel) =>
        await new HelmPackageRunner(host, await BinaryAsync(cancel)).RunAsync(settings, cancel);

    /// <inheritdoc/>
    public async Task BuildDependenciesAsync(HelmDependencyBuildSettings settings, CancellationToken cancel) =>
        await new HelmDependencyBuildRunner(host, await BinaryAsync(cancel)).RunAsync(settings, cancel);

    /// <inheritdoc/>
    public async Task<string> ShowChartAsync(HelmShowChartSettings settings, CancellationToken cancel) =>
        await new HelmShowChartRunner(host, await BinaryAsync(cancel)).RunAsync(settings, cancel);

    /// <inheritdoc/>
    public async Task PullAsync(HelmPullSettings settings, CancellationToken cancel) =>
        await new HelmPullRunner(host, await BinaryAsync(cancel)).RunAsync(settings, cancel);

    /// <inheritdoc/>
    public async Task LoginAsync(HelmRegistryLoginSettings settings, CancellationToken cancel) =>
        await new HelmRegistryLoginRunner(host, await BinaryAsync(cancel)).RunAsync(settings, cancel);

    private T Tuned<T>(T settings)
        where T : HelmSettings
    {
        // Helm lives for seconds in less memory than its garbage is worth: collecting it seldom saves a fifth of its time.
        if (host.Environment.GetEnvironmentVariable(GarbageCollection) is null or "")
        {
            settings.EnvironmentVariables[GarbageCollection] = "400";
        }

        if (discoveryCache is not null)
        {
            settings.EnvironmentVariables["KUBECACHEDIR"] = discoveryCache;
        }

        return settings;
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
