using System.Text;
using Deploy.Reporting.Notices;
using Deploy.Reporting.Story;
using Deploy.Testing;
using Deploy.Testing.Mail;
using MailKit.Security;
using MimeKit;

namespace Deploy.Tests.Reporting.Notices;

public sealed class MailNoticeTests : IAsyncDisposable
{
    private readonly SmtpServer _server = new();
    private readonly RecordedEvents _events = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Should_send_a_message_that_people_read()
    {
        await SendAsync($"smtp://ada:hunter%2F2@127.0.0.1:{_server.Port}", NotificationMoment.Failure, Runs.Failed());

        Warnings().ShouldBeEmpty();
        _server.Commands.ShouldContain("AUTH PLAIN " + Convert.ToBase64String("\0ada\0hunter/2"u8));
        _server.Commands.ShouldContain(command => command.StartsWith("MAIL FROM:<deploys@example.com>"));
        _server.Commands.ShouldContain(command => command.StartsWith("RCPT TO:<team@example.com>"));
        var message = Message();
        message.To.ToString().ShouldBe("team@example.com, lead@example.com");
        message.Subject.ShouldBe("[deploy] failed: HelmInstall of infosite, users/api to staging on prod-e1-1");
        message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        message
            .TextBody.ShouldNotBeNull()
            .ReplaceLineEndings("\n")
            .ShouldBe(
                """
                HelmInstall of infosite, users/api to staging on prod-e1-1
                Failed after 1m32s: none of 2 services is done
                • users/api in HelmInstall: staging-users-api was not ready within 1m30s: Deployment users-api has 1 of 2 pods
                by ada, run 20261122-190000-00ff

                """
            );
    }

    [Fact]
    public async Task Should_name_only_the_first_of_many_services_in_the_subject()
    {
        await SendAsync(
            $"smtp://localhost:{_server.Port}",
            NotificationMoment.Start,
            [Runs.Started("infosite", "users/api", "users/workflow", "buildsense/api", "users")]
        );

        Message()
            .Subject.ShouldBe(
                "[deploy] begun: HelmInstall of infosite, users/api, users/workflow, 2 more to staging on prod-e1-1"
            );
    }

    [Theory]
    [InlineData("RCPT", "550 5.7.1 no relaying for hunter2", "the mail server answered 550 to team@example.com")]
    [InlineData("MAIL", "451 4.3.0 try later", "the mail server answered 451 to deploys@example.com")]
    [InlineData("DATA", "554 5.3.4 too much", "the mail server answered 554")]
    [InlineData("AUTH", "535 5.7.8 hunter2 is wrong", "the mail server refuses the user or the password")]
    public async Task Should_note_what_the_server_refuses_without_its_words(
        string command,
        string answer,
        string problem
    )
    {
        _server.Answers[command] = answer;

        await SendAsync($"smtp://ada:hunter2@127.0.0.1:{_server.Port}", NotificationMoment.Success, Runs.Successful());

        Warnings().ShouldBe([$"the notice to team was not delivered: {problem}"]);
    }

    [Theory]
    [InlineData("smtp://mail.example", SecureSocketOptions.StartTls)]
    [InlineData("smtp://mail.example:25", SecureSocketOptions.StartTls)]
    [InlineData("smtps://localhost", SecureSocketOptions.SslOnConnect)]
    [InlineData("smtp://localhost:25", SecureSocketOptions.StartTlsWhenAvailable)]
    public void Should_send_nothing_in_the_clear_to_another_machine(string url, SecureSocketOptions security) =>
        MailPost.SecurityOf(new(url)).ShouldBe(security);

    [Fact]
    public async Task Should_survive_whatever_goes_wrong()
    {
        await SendAsync("smtp://0.0.0.0", NotificationMoment.Success, Runs.Successful());

        Warnings().ShouldBe(["the notice to team was not delivered: ArgumentException"]);
    }

    [Fact]
    public async Task Should_note_a_server_that_speaks_no_tls()
    {
        await SendAsync($"smtps://127.0.0.1:{_server.Port}", NotificationMoment.Success, Runs.Successful());

        Warnings().ShouldHaveSingleItem().ShouldContain("speaks no TLS on that port");
    }

    [Fact]
    public async Task Should_give_up_on_a_server_that_says_nothing()
    {
        _server.IsMute = true;

        await SendAsync(
            $"smtp://127.0.0.1:{_server.Port}",
            NotificationMoment.Success,
            Runs.Successful(),
            new InstantTime(Runs.Began)
        );

        Warnings().ShouldBe(["the notice to team was not delivered: no answer within 15 s"]);
    }

    [Fact]
    public async Task Should_note_a_server_that_is_not_there()
    {
        await SendAsync("smtp://127.0.0.1:1", NotificationMoment.Success, Runs.Successful());

        Warnings().ShouldHaveSingleItem().ShouldContain("the mail server cannot be reached");
    }

    [Fact]
    public async Task Should_want_the_url_of_a_mail_server()
    {
        await SendAsync("https://mail.example", NotificationMoment.Success, Runs.Successful());

        Warnings().ShouldBe(["the notice to team was not delivered: OPS_SMTP holds no smtp or smtps URL"]);
    }

    private async Task SendAsync(
        string url,
        NotificationMoment moment,
        IEnumerable<RunEvent> events,
        TimeProvider? time = null
    )
    {
        var scope = Runs.Started("infosite").Plan.Scope;
        var team = new Notification("team", "OPS_SMTP", NotificationFormat.Email, [moment])
        {
            Mail = new("deploys@example.com", ["team@example.com", "lead@example.com"]),
        };
        var notices = new SendNotices(
            scope with
            {
                Cluster = scope.Cluster with { Notify = [team] },
                Environment = scope.Environment with { Notify = [team] },
            },
            () => throw new InvalidOperationException("no HTTP"),
            _ => url,
            _events,
            time ?? TimeProvider.System
        );
        notices.Begin(moment, RunStory.Of(Runs.Records(events)).ShouldNotBeNull());
        await notices.EndAsync();
    }

    private IEnumerable<string> Warnings() =>
        _events.All.OfType<Note>().Where(note => note.IsWarning).Select(note => note.Text);

    private MimeMessage Message()
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(_server.Messages.ShouldHaveSingleItem()));
        return MimeMessage.Load(text);
    }
}
