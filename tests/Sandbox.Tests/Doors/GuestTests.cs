using System.Net;
using Deploy.Testing.Runs;
using k8s;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Deploy.Sandbox.Tests.Doors;

/// <summary>Other processes at the same platform: what they may ask for, and for how long they may stay.</summary>
public sealed class GuestTests : DoorFixture
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("a\"\n  user: {exec: {command: /bin/sh}}\n- name: \"b")]
    [InlineData("a\"}, user: {exec: {command: sh}}")]
    [InlineData("../../etc/cron.d/x")]
    [InlineData("a/b")]
    [InlineData("A")]
    [InlineData("a.b")]
    [InlineData("-a")]
    [InlineData("a,,b")]
    [InlineData(",")]
    [InlineData("dev-e1-1, b")]
    [InlineData("a\0")]
    [InlineData("*x")]
    public async Task Should_be_refused_with_an_alias_that_is_no_name(string alias)
    {
        var before = Files();

        (await AskAsync("GET", $"/sandbox/join?clusters={Uri.EscapeDataString(alias)}", Token)).ShouldBe(
            HttpStatusCode.BadRequest
        );

        Files().ShouldBe(before, ignoreOrder: true);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1e3")]
    [InlineData("yes")]
    [InlineData("0x1f")]
    public async Task Should_get_a_context_named_like_the_cluster_whatever_it_is_called(string alias)
    {
        await using var guest = await StartAsync(Cluster, alias);

        var config = await KubernetesClientConfiguration.LoadKubeConfigAsync(guest.KubeconfigPath);
        config.Contexts.Select(context => context.Name).ShouldBe([Cluster, alias], ignoreOrder: true);
        (await File.ReadAllTextAsync(guest.KubeconfigPath, Cancel)).ShouldContain($"name: \"{alias}\"");
    }

    [Fact]
    public async Task Should_keep_a_run_that_is_done_for_as_long_as_the_grace_and_no_longer()
    {
        var (time, grace) = (new FakeTimeProvider(), TimeSpan.FromMinutes(2));
        var guests = new Guests(_ => { }, grace, time);
        var visit = guests.HandleAsync(new DefaultHttpContext());

        var leaving = guests.DisposeAsync().AsTask();
        time.Advance(grace - TimeSpan.FromSeconds(1));
        leaving.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));

        await leaving.WaitAsync(_patience, Cancel);
        await visit.WaitAsync(_patience, Cancel);
        guests.WereLeft.ShouldBeTrue();
        var late = new DefaultHttpContext();
        await guests.HandleAsync(late);
        late.Response.StatusCode.ShouldBe(StatusCodes.Status503ServiceUnavailable);
    }

    [Fact]
    public async Task Should_be_told_by_the_end_of_its_request_that_its_host_has_ended()
    {
        var options = new SandboxOptions(Path.Combine(State, "..", "other"), [Cluster]) { GuestGrace = TimeSpan.Zero };
        var owner = await SandboxServer.StartAsync(options, Cancel);
        using var http = new HttpClient { BaseAddress = owner.Address };
        http.DefaultRequestHeaders.Authorization = owner.Authorization;
        using var visit = await http.GetAsync(
            $"/sandbox/join?clusters={Cluster}",
            HttpCompletionOption.ResponseHeadersRead,
            Cancel
        );
        visit.StatusCode.ShouldBe(HttpStatusCode.OK);

        await owner.DisposeAsync().AsTask().WaitAsync(_patience, Cancel);

        (await visit.Content.ReadAsStringAsync(Cancel)).ShouldBe("welcome\n");
    }

    [Fact]
    public async Task Should_go_on_by_itself_when_its_host_does_not_wait_any_longer()
    {
        var folder = Path.Combine(State, "..", "other");
        var options = new SandboxOptions(folder, [Cluster]) { GuestGrace = TimeSpan.Zero };
        var owner = await SandboxServer.StartAsync(options, Cancel);
        await using var guest = await SandboxServer.StartAsync(options with { Clusters = [Cluster, "more"] }, Cancel);
        await using var second = await SandboxServer.StartAsync(options, Cancel);
        var (address, token) = (guest.Address, guest.Token);

        await owner.DisposeAsync();
        await Patience.UntilAsync("one of them serves", () => guest.IsOwner || second.IsOwner);

        (guest.Address, guest.Token).ShouldBe((address, token));
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = guest.Authorization;
        foreach (var cluster in new[] { Cluster, "more" })
        {
            await Patience.UntilAsync($"{cluster} is served", () => IsServedAsync(http, cluster));
        }
    }

    private static async Task<bool> IsServedAsync(HttpClient http, string cluster)
    {
        try
        {
            using var answer = await http.GetAsync($"/clusters/{cluster}/version", Cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
