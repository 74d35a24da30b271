using Deploy.Journal;
using Deploy.Journal.Records;
using Deploy.Planning.Resuming;
using Deploy.Reporting.Notices;
using Deploy.Reporting.Story;

namespace Deploy.Hosting;

/// <summary>Tells the frame of a run: when it, and each of its stages, began and ended.</summary>
internal sealed class RunNarrator(
    DeployCommand command,
    PlanSource plan,
    RunFolder folder,
    IRunEvents events,
    ToldFailures told,
    RunLog run,
    Lazy<SendNotices> notices,
    TimeProvider time
)
{
    private long? _began;
    private Stage? _stage;

    /// <summary>A stage begins; with the first one, so does the run.</summary>
    public void Begin(Stage stage)
    {
        if (_began is null)
        {
            var planned = plan.Plan;
            _began = time.GetTimestamp();
            events.Publish(
                new RunStarted(
                    folder.Id,
                    command.Words,
                    planned,
                    command.Catalog.Platform,
                    command.User.Name,
                    Environment.MachineName,
                    Environment.ProcessId
                )
                {
                    Resumes = command.Earlier?.Run?.Id,
                }
            );
            Notify(NotificationMoment.Start, run.Story);
        }

        _stage = stage;
        events.Publish(new StageStarted(stage));
    }

    /// <summary>A stage is over.</summary>
    public void End(Stage stage, StageOutcome outcome, TimeSpan duration, string? why)
    {
        if (_began is not null)
        {
            events.Publish(new StageEnded(stage, outcome, duration, why));
        }
    }

    /// <summary>The run is over, if it had begun.</summary>
    /// <param name="error">What ended it early, if something did.</param>
    public void End(Exception? error)
    {
        if (_began is not { } began)
        {
            return;
        }

        if (error is not null && !command.Interruption.Happened && !told.Contains(error))
        {
            events.Publish(new RunFailed(_stage, error));
        }

        if (command.Earlier?.Run is { } earlier)
        {
            foreach (
                var line in ResumeSummary.Of(earlier, run.Story?.Services.SelectMany(service => service.Facts) ?? [])
            )
            {
                events.Publish(new Note(line));
            }
        }

        var code = error is null ? ExitCode.Done : command.ExitCodeOf(error);
        var ended = new RunEndedRecord((int)code, time.GetElapsedTime(began).TotalSeconds);
        Notify(
            code == ExitCode.Done ? NotificationMoment.Success : NotificationMoment.Failure,
            run.Story is { } story ? story with { End = ended } : null
        );
        if (notices.IsValueCreated)
        {
            notices.Value.EndAsync().GetAwaiter().GetResult();
        }

        events.Publish(new RunEnded(code, time.GetElapsedTime(began)));
    }

    private void Notify(NotificationMoment moment, RunStory? story)
    {
        if (story is not null && !command.Arguments.Silent && command.Scope.Notify.Count > 0)
        {
            notices.Value.Begin(moment, story);
        }
    }
}

/// <summary>The failures that were told when they happened, so that none is told twice.</summary>
internal sealed class ToldFailures : IRunObserver
{
    private readonly HashSet<Exception> _told = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a failure was told, or only sums up others that were.</summary>
    public bool Contains(Exception error) =>
        _told.Contains(error) || (error.InnerException is { } inner && Contains(inner));

    /// <inheritdoc/>
    public void Observe(RunEvent happened)
    {
        if (happened is ServiceFailed { Error: var error })
        {
            _told.Add(error);
        }
    }
}
