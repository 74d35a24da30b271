using Deploy.Clusters;
using Deploy.Sandbox;
using Deploy.Testing;

namespace Deploy.Integration.Locking;

/// <summary>Leases through the API: the embedded one, and a real one where it runs.</summary>
public sealed class LeasesTests
{
    private static readonly NamespaceName _namespace = new("h-lock-leases");
    private static readonly LeaseContent _content = new(
        "ada",
        TimeSpan.FromSeconds(30),
        new DateTimeOffset(2026, 11, 22, 14, 0, 0, 250, TimeSpan.Zero),
        // A whole second: the API wants its microseconds all the same.
        new DateTimeOffset(2026, 11, 22, 14, 0, 5, TimeSpan.Zero),
        new Dictionary<string, string> { ["deploy-lock/step"] = "HelmInstall" }
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_let_one_writer_win_on_the_embedded_platform()
    {
        using var folder = new TemporaryFolder();
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions(Path.Combine(folder.Path, "state"), [Integration.Sandbox.Platform.Context]),
            Cancel
        );
        await CheckAsync(server.KubeconfigPath, Integration.Sandbox.Platform.Context);
    }

    [Fact]
    [Trait("Category", "Cluster")]
    public async Task Should_let_one_writer_win_on_a_real_cluster()
    {
        Assert.SkipWhen(RealCluster.Missing() is not null, RealCluster.Missing() ?? "");
        await CheckAsync(RealCluster.Kubeconfig, RealCluster.Context);
    }

    private static async Task CheckAsync(string kubeconfig, string context)
    {
        using var api = new ClusterApi(kubeconfig, context);
        await new Namespaces(api).EnsureAsync(_namespace, new Dictionary<string, string>(), Cancel);
        var leases = new Leases(api);
        var name = $"lease-{Environment.ProcessId}";
        (await leases.FindAsync(_namespace, name, Cancel)).ShouldBeNull();

        var first = (await leases.TryCreateAsync(_namespace, name, _content, Cancel)).ShouldNotBeNull();
        (await leases.TryCreateAsync(_namespace, name, _content, Cancel)).ShouldBeNull();
        Same(first.Content, _content);

        var second = (await leases.TryReplaceAsync(first, _content with { Holder = "bob" }, Cancel)).ShouldNotBeNull();
        (await leases.TryReplaceAsync(first, _content, Cancel)).ShouldBeNull();
        (await leases.TryDeleteAsync(first, Cancel)).ShouldBeFalse();
        var found = (await leases.FindAsync(_namespace, name, Cancel)).ShouldNotBeNull();
        found.Content.Holder.ShouldBe("bob");
        found.Version.ShouldBe(second.Version);

        (await leases.TryDeleteAsync(second, Cancel)).ShouldBeTrue();
        (await leases.TryDeleteAsync(second, Cancel)).ShouldBeFalse();
        (await leases.TryReplaceAsync(second, _content, Cancel)).ShouldBeNull();
        (await leases.FindAsync(_namespace, name, Cancel)).ShouldBeNull();
    }

    private static void Same(LeaseContent actual, LeaseContent expected)
    {
        actual.Holder.ShouldBe(expected.Holder);
        actual.Duration.ShouldBe(expected.Duration);
        actual.AcquiredAt.ShouldBe(expected.AcquiredAt, TimeSpan.FromMilliseconds(1));
        actual.RenewedAt.ShouldBe(expected.RenewedAt, TimeSpan.FromMilliseconds(1));
        actual.Annotations.ShouldBe(expected.Annotations, ignoreOrder: true);
    }
}
