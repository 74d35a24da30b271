using Deploy.Clusters;
using Deploy.Clusters.Dns;
using Deploy.Clusters.Watching;
using Deploy.Platforms;
using Deploy.Stages.HelmTest;
using Deploy.Stages.HelmTest.Endpoints;
using Deploy.Testing;
using Deploy.Testing.Http;
using Deploy.Tools.Helm;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Deploy.Integration.Releases;

/// <summary>Row 49 of the catalog of faults: a cluster that answers, but does not show what is waited for.</summary>
public sealed class BlindTests
{
    [Theory]
    [InlineData("pods", "", "30s")]
    [InlineData("jobs", "", "30s")]
    [InlineData("ingresses", "\ningress: { host: www.shop.test }", "10m")]
    public async Task Fault_49_should_not_wait_for_ever_for_what_cannot_be_listed(
        string plural,
        string values,
        string limit
    )
    {
        await using var bench = await Bench.EmbeddedAsync(4);
        await bench.InstallAsync($"test: echo ok{values}");
        var revision = (await bench.Revisions.NewestAsync([bench.Namespace], default)).Newest(
            bench.Namespace,
            bench.Release
        );
        await using var cluster = await FaultProxy.StartAsync(new("http://localhost"));
        cluster.Fault = context => AnswerAsync(context, plural);
        using var folder = new TemporaryFolder();
        using var api = new ClusterApi(
            folder.Write(
                "kubeconfig",
                $"""
                apiVersion: v1
                kind: Config
                clusters:
                - name: blind
                  cluster:
                    server: {cluster.Address}
                contexts:
                - name: blind
                  context:
                    cluster: blind
                    user: ada
                users:
                - name: ada
                  user:
                    token: any
                """
            ),
            "blind"
        );
        var time = new FakeTimeProvider();
        await using var watch = new ClusterWatch(api, time);
        var helm = Substitute.For<IHelm>();
        var platform = Substitute.For<IPlatform>();

        var test = new TestRelease(
            helm,
            new PublicEndpoints(platform, new AuthoritativeNames([]), bench.Events, time),
            bench.Events,
            time
        ).RunAsync(
            new(new("web"), new("rust"))
            {
                Folder = "web",
                Chart = new("web"),
                ChartFolder = "web",
            },
            new(bench.Release, bench.Namespace, bench.Access.Context, [], TimeSpan.Zero, TimeSpan.Zero),
            revision,
            bench.Access,
            watch,
            TestContext.Current.CancellationToken
        );
        // It asks again a second after it was refused.
        await Patience.UntilAsync(
            "it has asked twice",
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return cluster.Requests.Count(asked => asked.Contains($"/{plural}")) > 1;
            }
        );
        await Patience.UntilAsync(
            "the tests end",
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(10));
                return test.IsCompleted;
            }
        );

        var ran = await test;
        ran.Verdict.ShouldBe(TestVerdict.Failed);
        ran.Logs.ShouldContain(
            $"the tests were not run: the {plural} of {bench.Namespace} could not be listed within {limit} (Operation returned an invalid status code 'InternalServerError'"
        );
        ran.Logs.ShouldContain($"next: kubectl --namespace {bench.Namespace} get {plural}");
        helm.ReceivedCalls().ShouldBeEmpty();
    }

    // Nothing is there, as far as it shows; one kind it does not show.
    private static async ValueTask<bool> AnswerAsync(HttpContext context, string hidden)
    {
        var isHidden = context.Request.Path.Value!.EndsWith($"/{hidden}");
        context.Response.StatusCode = isHidden ? 500 : 200;
        context.Response.ContentType = "application/json";
        if (!isHidden && context.Request.Query["watch"] != "true")
        {
            await context.Response.WriteAsync(
                """{"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": "1"}, "items": []}"""
            );
        }

        return true;
    }
}
