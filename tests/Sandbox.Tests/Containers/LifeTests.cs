namespace Deploy.Sandbox.Tests.Containers;

public sealed class LifeTests : ContainerTests
{
    [Fact]
    public async Task Should_be_ready_while_its_probe_succeeds()
    {
        var image = Push(TestImage.Server());
        await Cluster.CreateAsync(
            Pods,
            Pod(
                image,
                "ports: [{name: http, containerPort: 8000}]\n    readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 1}\n    volumeMounts: [{name: t, mountPath: /tmp}]",
                "volumes: [{name: t, emptyDir: {}}]",
                "Always"
            )
        );
        var failed = await Cluster.UntilAnyAsync(
            Events,
            item => item["message"]!.GetValue<string>().Contains("statuscode: 503", StringComparison.Ordinal)
        );
        failed["reason"]!.GetValue<string>().ShouldBe("Unhealthy");
        IsReady(await Cluster.GetAsync(Web)).ShouldBeFalse();
        var ready = Directory.GetDirectories(Path.Combine(Cluster.StateFolder, "containers", "pods"));
        var flag = Path.Combine(ready[0], "volumes", "t", "ready");

        await File.WriteAllTextAsync(flag, "");

        await ReadyAsync();
        File.Delete(flag);
        await Cluster.UntilAsync(Web, pod => !IsReady(pod));
    }

    [Fact]
    public async Task Should_be_restarted_when_it_is_not_alive()
    {
        var image = Push(TestImage.Server());
        await Cluster.CreateAsync(
            Pods,
            Pod(
                image,
                "livenessProbe: {exec: {command: [/bin/sh, -c, 'test ! -e /tmp/listening']}, periodSeconds: 1, failureThreshold: 1}",
                restartPolicy: "Always"
            )
        );

        var pod = await Cluster.UntilAsync(Web, item => Restarts(item) == 1);

        Container(pod)!["lastState"]!["terminated"]!["exitCode"]!.GetValue<int>().ShouldBe(7);
        (await LogAsync("?previous=true")).ShouldBe("listening\nasked to end\n");
    }

    [Fact]
    public async Task Should_crash_again_and_again_with_growing_pauses()
    {
        var image = Push(TestImage.Shell("echo run; exit 4"));
        await Cluster.CreateAsync(Pods, Pod(image, restartPolicy: "Always"));

        var pod = await Cluster.UntilAsync(
            Web,
            item => Container(item)?["state"]!["waiting"]?["reason"]?.GetValue<string>() == "CrashLoopBackOff"
        );

        Restarts(pod).ShouldBe(1);
        Container(pod)!["state"]!["waiting"]!["message"]!
            .GetValue<string>()
            .ShouldStartWith("back-off 10s restarting failed container=main pod=web_default(");
        Container(pod)!["lastState"]!["terminated"]!["exitCode"]!.GetValue<int>().ShouldBe(4);
        Phase(pod).ShouldBe("Running");
    }

    [Fact]
    public async Task Should_be_asked_to_end_before_it_is_gone()
    {
        var image = Push(TestImage.Server());
        await Cluster.CreateAsync(Pods, Pod(image, restartPolicy: "Always"));
        await ReadyAsync();
        using var log = await Cluster.Http.GetAsync($"{Web}/log?follow=true", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await log.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).ShouldBe("listening");

        await Cluster.DeleteAsync(Web);

        (await reader.ReadToEndAsync()).ShouldBe("asked to end\n");
        await Cluster.UntilGoneAsync(Web);
    }

    [Fact]
    public async Task Should_be_killed_when_it_does_not_end_in_time()
    {
        var image = Push(TestImage.Shell("trap '' TERM; echo up; while :; do sleep 1; done"));
        await Cluster.CreateAsync(Pods, Pod(image, spec: "terminationGracePeriodSeconds: 1", restartPolicy: "Always"));
        await ReadyAsync();

        await Cluster.DeleteAsync(Web);

        await Cluster.UntilGoneAsync(Web);
    }

    [Fact]
    public async Task Should_leave_no_process_when_the_platform_ends()
    {
        var image = Push(TestImage.Shell("sleep 4711 & sleep 4711 & echo up; wait"));
        await Cluster.CreateAsync(Pods, Pod(image, restartPolicy: "Always"));
        await ReadyAsync();
        await PrintedAsync("up");
        Sleepers().ShouldBe(2);

        await EndPlatformAsync();

        Sleepers().ShouldBe(0);
    }

    private async Task PrintedAsync(string line)
    {
        using var log = await Cluster.Http.GetAsync($"{Web}/log?follow=true", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await log.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).ShouldBe(line);
    }

    private static int Sleepers() =>
        Directory
            .EnumerateDirectories("/proc")
            .Count(process =>
            {
                try
                {
                    return File.ReadAllText($"{process}/cmdline").Contains("sleep\04711", StringComparison.Ordinal);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    return false;
                }
            });
}
