using Deploy.Testing;

namespace Deploy.Benchmarks.Fleet;

/// <summary>How a person without the program installs many charts: packages in a folder, and a loop over Helm.</summary>
internal sealed class ByHand
{
    private readonly FleetCheckout _checkout;
    private readonly string _helm;
    private readonly string _kubectl;

    private ByHand(FleetCheckout checkout, string helm, string kubectl) =>
        (_checkout, _helm, _kubectl) = (checkout, helm, kubectl);

    private string Packages => _checkout.Beside("packages");
    private string Names => _checkout.Beside("names");
    private string Manifests => _checkout.Beside("all.yaml");

    // A home of their own, so that what is warm in it was warmed here.
    private Dictionary<string, string> Home => new() { ["HOME"] = _checkout.Beside("home") };

    /// <summary>Packages the charts, which is not measured.</summary>
    public static async Task<ByHand> PrepareAsync(FleetCheckout checkout, string helm, string kubectl)
    {
        var hand = new ByHand(checkout, helm, kubectl);
        var manifests = new List<string>();
        foreach (var service in checkout.Services)
        {
            var chart = Path.Combine(checkout.Root, FleetCheckout.Chart(service));
            await Measured.OfAsync(helm, ["package", chart, "--destination", hand.Packages], hand.Home);
            manifests.Add((await Measured.OfAsync(helm, ["template", service, chart], hand.Home)).Output);
        }

        await File.WriteAllLinesAsync(hand.Names, checkout.Services);
        await File.WriteAllTextAsync(hand.Manifests, string.Join("\n---\n", manifests));
        return hand;
    }

    /// <summary>Helm for every package, so many at once.</summary>
    public Task<Measured> LoopAsync(string @namespace, int atOnce) =>
        Measured.OfAsync(
            "xargs",
            [
                $"--arg-file={Names}",
                $"--max-procs={atOnce}",
                "--replace={}",
                _helm,
                "upgrade",
                "--install",
                "--wait",
                "--timeout=5m",
                .. Helm(@namespace),
                $"{@namespace}-{{}}",
                $"{Packages}/{{}}-1.0.0.tgz",
            ],
            Home
        );

    /// <summary>Everything at once without Helm, and a wait for all of it.</summary>
    public Task<Measured> ApplyAsync(string @namespace) =>
        Measured.OfAsync(
            "bash",
            [
                "-c",
                "\"$0\" \"$@\" apply --filename=\"$MANIFESTS\" && \"$0\" \"$@\" wait --for=condition=Available deployment --all --timeout=5m",
                _kubectl,
                .. FleetCluster.Where(@namespace),
            ],
            new Dictionary<string, string>(Home) { ["MANIFESTS"] = Manifests }
        );

    private static string[] Helm(string @namespace) =>
        [.. FleetCluster.Where(@namespace), $"--kube-context={RealCluster.Context}"];
}
