using System.Net;

namespace Deploy.Sandbox.Tests.Kubernetes.Api;

public sealed class WatchTests : ClusterTests
{
    [Fact]
    public async Task Should_tell_what_happens_in_order()
    {
        await using var watch = await Cluster.WatchAsync(
            $"{ConfigMaps}?watch=true&resourceVersion={await VersionAsync()}"
        );

        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));
        await LabelAsync("a", "x");
        await Cluster.DeleteAsync($"{ConfigMaps}/a");

        (await watch.NextNameAsync()).ShouldBe("ADDED a");
        (await watch.NextNameAsync()).ShouldBe("MODIFIED a");
        (await watch.NextNameAsync()).ShouldBe("DELETED a");
    }

    [Fact]
    public async Task Should_not_wait_for_events_that_an_answer_without_a_body_cannot_have() =>
        (await Cluster.SendAsync(HttpMethod.Head, $"{ConfigMaps}?watch=true")).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Should_go_on_where_a_client_left_off()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));
        var version = await VersionAsync();
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("b"));

        await using var watch = await Cluster.WatchAsync($"{ConfigMaps}?watch=true&resourceVersion={version}");

        (await watch.NextNameAsync()).ShouldBe("ADDED b");
    }

    [Fact]
    public async Task Should_show_what_starts_and_stops_to_match_as_coming_and_going()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a"));
        await using var watch = await Cluster.WatchAsync(
            $"{ConfigMaps}?watch=true&labelSelector=x&resourceVersion={await VersionAsync()}"
        );

        await LabelAsync("a", "y");
        await LabelAsync("a", "x");
        await Cluster.PatchAsync(
            $"{ConfigMaps}/a",
            "application/merge-patch+json",
            """{"metadata": {"labels": {"x": null}}}"""
        );

        (await watch.NextNameAsync()).ShouldBe("ADDED a");
        (await watch.NextNameAsync()).ShouldBe("DELETED a");
    }

    [Fact]
    public async Task Should_mark_the_end_of_what_was_there()
    {
        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a", "{mine: 'true'}"));

        await using var watch = await Cluster.WatchAsync(
            $"{ConfigMaps}?watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan&labelSelector=mine"
        );

        (await watch.NextNameAsync()).ShouldBe("ADDED a");
        var bookmark = await watch.NextAsync(CancellationToken.None);
        bookmark["type"]!.GetValue<string>().ShouldBe("BOOKMARK");
        bookmark["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!
            .GetValue<string>()
            .ShouldBe("true");
    }

    [Fact]
    public async Task Should_answer_before_anything_happens()
    {
        // The answer's headers alone let this go on.
        await using var watch = await Cluster.WatchAsync($"{ConfigMaps}?watch=true&labelSelector=never");

        await Cluster.CreateAsync(ConfigMaps, Manifests.ConfigMap("a", "{never: now}"));

        (await watch.NextNameAsync()).ShouldBe("ADDED a");
    }

    [Fact]
    public async Task Should_say_now_and_then_how_far_it_has_come()
    {
        await using var watch = await Cluster.WatchAsync(
            $"{ConfigMaps}?watch=true&allowWatchBookmarks=true&resourceVersion={await VersionAsync()}"
        );
        await Cluster.CreateAsync(Secrets, "{apiVersion: v1, kind: Secret, metadata: {name: s}}");

        var bookmark = await AdvanceAsync(TimeSpan.FromMinutes(1), watch.NextAsync(CancellationToken.None));

        bookmark["type"]!.GetValue<string>().ShouldBe("BOOKMARK");
        bookmark["object"]!["metadata"]!["resourceVersion"]!.GetValue<string>().ShouldBe(await VersionAsync());
    }

    [Fact]
    public async Task Should_end_when_the_client_has_asked_for_it()
    {
        await using var watch = await Cluster.WatchAsync(
            $"{ConfigMaps}?watch=true&timeoutSeconds=300&resourceVersion={await VersionAsync()}"
        );

        (await AdvanceAsync(TimeSpan.FromSeconds(301), watch.HasEndedAsync())).ShouldBeTrue();
    }

    // By the machine's own clock, as it runs for people: there, the waits inside of a watch do not end at the same time.
    [Fact]
    public async Task Should_end_at_its_time_though_nothing_ever_happens()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var watch = await cluster.WatchAsync($"{Secrets}?watch=true&timeoutSeconds=1");

        (await watch.HasEndedAsync()).ShouldBeTrue();
    }

    // Again and again: a watch answers before it begins to wait.
    private async Task<T> AdvanceAsync<T>(TimeSpan time, Task<T> awaited)
    {
        do
        {
            Clock.Advance(time);
        } while (await Task.WhenAny(awaited, Task.Delay(TimeSpan.FromMilliseconds(50))) != awaited);

        return await awaited;
    }

    private async Task<string> VersionAsync() =>
        (await Cluster.GetAsync(ConfigMaps))["metadata"]!["resourceVersion"]!.GetValue<string>();

    private Task<Reply> LabelAsync(string name, string label) =>
        Cluster.PatchAsync(
            $"{ConfigMaps}/{name}",
            "application/merge-patch+json",
            $"{{\"metadata\": {{\"labels\": {{\"{label}\": \"1\"}}}}}}"
        );
}
