using System.Text;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;
using Deploy.Tests.Reporting;

namespace Deploy.Tests.Journal;

public sealed class RecordTests
{
    private static readonly ServiceName _service = new("users/api");
    private static readonly Digest _digest = Digest.Of("content"u8);
    private static readonly ImageReference _image = new(
        new("127.0.0.1:5000"),
        new("users/api/gunicorn"),
        new("prod-1"),
        _digest
    );

    public static TheoryData<Fact> Facts =>
        [
            new PexBuilt(_service, "gunicorn", "/tmp/a b.pex", _digest, Reused: true),
            new ImageBuilt(_service, "gunicorn", _image with { Digest = null }),
            new ImagePushed(_service, "gunicorn", _image, AlreadyThere: false, 123_456_789_012),
            new ImagePushed(_service, "gunicorn", _image with { Tag = null }, AlreadyThere: true, 0),
            new ValueUpdated(_service, "values.yaml", "image_rev.us-east-1", Old: null, "prod-1"),
            new ChartPublished(_service, new("users-api"), new("1.0.0-rc.1+5"), _digest, AlreadyThere: true),
            new ReleaseInstalled(_service, new("prod-users-api"), new("prod"), 7, 6, new("1.0.0"), Unchanged: false),
            new ReleaseInstalled(_service, new("prod-users-api"), new("prod"), 1, null, new("1.0.0"), Unchanged: true),
            new ReleaseRolledBack(_service, new("prod-users-api"), new("prod"), 7, 5, 8),
            new ReleaseDeleted(_service, new("prod-users-api"), new("prod"), 7),
            new TestsRan(_service, new("prod-users-api"), TestVerdict.Failed, "line 1\nline \"2\" → ✗"),
        ];

    [Theory]
    [MemberData(nameof(Facts))]
    public void Should_read_back_every_kind_of_fact(Fact fact)
    {
        var line = RecordJson.Line(Runs.Records([new Proven(fact)])[0]);

        RecordJson.Read(line).ShouldBeOfType<ProvenRecord>().Read().ShouldBe(fact);
    }

    [Fact]
    public void Should_cover_every_kind_of_fact() =>
        Facts
            .Select(row => row.Data.GetType())
            .ToHashSet()
            .ShouldBe(
                typeof(Fact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fact))),
                ignoreOrder: true
            );

    [Fact]
    public void Should_write_one_line_of_snake_case_per_event()
    {
        var lines = Runs.Records(Runs.Failed())
            .Select(record => Encoding.UTF8.GetString(RecordJson.Line(record)))
            .ToList();

        lines.ShouldAllBe(line => !line.Contains('\n') && line.StartsWith("{\"event\":\"", StringComparison.Ordinal));
        lines[0]
            .ShouldStartWith(
                """{"event":"run_started","at":"2026-11-22T19:00:00+00:00","schema":1,"run":"20261122-190000-00ff","command_line":["""
            );
        lines.ShouldContain(
            """{"event":"release_left","at":"2026-11-22T19:00:08+00:00","service":"users/api","release":"staging-users-api","namespace":"staging","end":"rolled_back","revision":6}"""
        );
        lines[^1].ShouldBe("""{"event":"run_ended","at":"2026-11-22T19:00:10+00:00","exit_code":1,"seconds":92}""");
    }

    [Fact]
    public void Should_tell_the_same_story_from_the_journal()
    {
        var records = Runs.Records(Runs.Failed());

        var read = records.Select(record => RecordJson.Read(RecordJson.Line(record))).OfType<RunRecord>().ToList();

        Lines(read).ShouldBe(Lines(records));
        static IReadOnlyList<string> Lines(IReadOnlyList<RunRecord> records) =>
            [
                .. Deploy
                    .Reporting.Screen.RunEndText.Lines(
                        RunStory.Of(records)!,
                        Cake.Core.Diagnostics.Verbosity.Diagnostic,
                        width: null,
                        report: null
                    )
                    .Select(line => line.Text),
            ];
    }

    [Fact]
    public void Should_keep_secrets_out_of_every_record()
    {
        const string secret = "canary-0123456789";
        var error = new FailedException($"login with {secret} failed")
        {
            NextStep = $"export TOKEN={secret}",
            Evidence = [new($"log {secret}", [$"password is {secret}"])],
        };
        var records = Runs.Records(
            [
                .. Runs.Failed(error),
                new ServiceFailed(Stage.HelmTest, _service, new InvalidOperationException(secret)),
                new ChildOutput(Stage.HelmTest, _service, secret),
                new Note(secret),
                Runs.Progress("infosite", 0, 1, secret),
                new Proven(new TestsRan(_service, new("prod-users-api"), TestVerdict.Passed, secret)),
                Runs.Started("infosite") with
                {
                    CommandLine = [$"--reason={secret}"],
                },
            ],
            secret
        );

        string.Concat(records.Select(record => Encoding.UTF8.GetString(RecordJson.Line(record))))
            .ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"event\":\"stage_st")]
    [InlineData("{\"event\":\"moon_landed\"}")]
    [InlineData("{\"event\":\"stage_started\",\"stage\":\"Moon\"}")]
    [InlineData("null")]
    public void Should_leave_out_lines_that_cannot_be_read(string line) =>
        RecordJson.Read(Encoding.UTF8.GetBytes(line)).ShouldBeNull();

    [Fact]
    public void Should_call_what_nobody_explained_a_defect()
    {
        var records = Runs.Records(Runs.Failed(new InvalidOperationException("boom")));

        var failed = records.OfType<FailedRecord>().ShouldHaveSingleItem();
        failed.Problem.ShouldBe("InvalidOperationException: boom");
        failed.NextStep.ShouldNotBeNull().ShouldContain("defect of the program");
        failed.IsDefect.ShouldBeTrue();
    }
}
