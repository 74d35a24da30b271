using System.Net;
using System.Text.Json;
using Deploy.Reporting.Notices;
using Deploy.Reporting.Story;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Deploy.Tests.Reporting.Notices;

public sealed class SendNoticesTests : IDisposable
{
    private const string Url = "https://hooks.example/services/T0/B0/secret-part";

    private readonly IRunEvents _events = Substitute.For<IRunEvents>();
    private readonly FakeTimeProvider _time = new(Runs.Began);
    private readonly Endpoint _endpoint = new();

    public void Dispose() => _endpoint.Dispose();

    [Fact]
    public async Task Should_send_a_message_that_slack_shows()
    {
        await SendAsync(NotificationFormat.Slack, NotificationMoment.Failure, Runs.Failed());

        using var message = JsonDocument.Parse(_endpoint.Bodies.ShouldHaveSingleItem());
        message.RootElement.GetProperty("channel").GetString().ShouldBe("#deploys");
        message
            .RootElement.GetProperty("text")
            .GetString()
            .ShouldBe(
                """
                :x: HelmInstall of infosite, users/api to staging on prod-e1-1
                Failed after 1m32s: none of 2 services is done
                • users/api in HelmInstall: staging-users-api was not ready within 1m30s: Deployment users-api has 1 of 2 pods
                by ada, run 20261122-190000-00ff
                """
            );
        Notes().ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_send_facts_to_programs()
    {
        await SendAsync(NotificationFormat.Json, NotificationMoment.Failure, Runs.Failed());

        using var notice = JsonDocument.Parse(_endpoint.Bodies.ShouldHaveSingleItem());
        notice.RootElement.GetProperty("moment").GetString().ShouldBe("failure");
        notice.RootElement.GetProperty("exit_code").GetInt32().ShouldBe(1);
        notice.RootElement.GetProperty("failures")[0].GetProperty("service").GetString().ShouldBe("users/api");
    }

    [Fact]
    public async Task Should_keep_markup_out_of_messages()
    {
        await SendAsync(
            NotificationFormat.Slack,
            NotificationMoment.Failure,
            Runs.Failed(new FailedException("<!channel> & <https://evil.example|here>"))
        );

        using var message = JsonDocument.Parse(_endpoint.Bodies.ShouldHaveSingleItem());
        message
            .RootElement.GetProperty("text")
            .GetString()
            .ShouldNotBeNull()
            .ShouldContain("&lt;!channel&gt; &amp; &lt;https");
    }

    [Fact]
    public async Task Should_say_nothing_at_moments_that_nobody_wants()
    {
        await SendAsync(
            NotificationFormat.Slack,
            NotificationMoment.Start,
            Runs.Successful(),
            on: NotificationMoment.Failure
        );

        _endpoint.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_note_an_endpoint_that_fails()
    {
        _endpoint.Answer = _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError));

        await SendAsync(NotificationFormat.Slack, NotificationMoment.Success, Runs.Successful());

        Notes().ShouldBe(["the notice to ops was not delivered: it answered 500"]);
    }

    [Fact]
    public async Task Should_note_an_endpoint_that_is_down_without_its_address()
    {
        _endpoint.Answer = _ => throw new HttpRequestException(HttpRequestError.ConnectionError, $"no way to {Url}");

        await SendAsync(NotificationFormat.Slack, NotificationMoment.Success, Runs.Successful());

        Notes().ShouldBe(["the notice to ops was not delivered: it cannot be reached (ConnectionError)"]);
    }

    [Fact]
    public async Task Should_give_a_slow_endpoint_five_seconds()
    {
        _endpoint.Answer = async cancel =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            throw new InvalidOperationException("nobody waited so long");
        };
        var notices = Notices(NotificationFormat.Slack, Url, [NotificationMoment.Success]);
        notices.Begin(NotificationMoment.Success, Story(Runs.Successful()));
        var end = notices.EndAsync();

        _time.Advance(TimeSpan.FromSeconds(4.9));
        end.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await end;

        Notes().ShouldBe(["the notice to ops was not delivered: no answer within 5 s"]);
    }

    [Theory]
    [InlineData(null, "the environment has no OPS_WEBHOOK")]
    [InlineData("", "the environment has no OPS_WEBHOOK")]
    [InlineData("hooks.example/services", "OPS_WEBHOOK holds no http or https URL")]
    [InlineData("file:///etc/passwd", "OPS_WEBHOOK holds no http or https URL")]
    public async Task Should_note_what_is_wrong_with_the_variable(string? url, string problem)
    {
        var notices = Notices(NotificationFormat.Slack, url, [NotificationMoment.Success]);

        notices.Begin(NotificationMoment.Success, Story(Runs.Successful()));
        await notices.EndAsync();

        Notes().ShouldBe([$"the notice to ops was not delivered: {problem}"]);
        _endpoint.Bodies.ShouldBeEmpty();
    }

    private async Task SendAsync(
        NotificationFormat format,
        NotificationMoment moment,
        IEnumerable<RunEvent> events,
        NotificationMoment? on = null
    )
    {
        var notices = Notices(format, Url, [on ?? moment]);
        notices.Begin(moment, Story(events));
        await notices.EndAsync();
    }

    private SendNotices Notices(NotificationFormat format, string? url, IReadOnlyList<NotificationMoment> on)
    {
        var scope = Runs.Started("infosite").Plan.Scope;
        return new(
            scope with
            {
                Environment = scope.Environment with { Notify = [new("ops", "OPS_WEBHOOK", format, on)] },
                Cluster = scope.Cluster with { NotifyChannel = "#deploys" },
            },
            () => new HttpClient(_endpoint),
            name => name == "OPS_WEBHOOK" ? url : null,
            _events,
            _time
        );
    }

    private IEnumerable<string> Notes() =>
        _events
            .ReceivedCalls()
            .Select(call => call.GetArguments()[0])
            .OfType<Note>()
            .Where(note => note.IsWarning)
            .Select(note => note.Text);

    private static RunStory Story(IEnumerable<RunEvent> events) => RunStory.Of(Runs.Records(events)).ShouldNotBeNull();

    private sealed class Endpoint : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        public Func<CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } =
            _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return await Answer(cancellationToken);
        }
    }
}
