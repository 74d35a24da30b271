using System.Globalization;
using System.Text.Json;

namespace Deploy.Planning.Saving;

/// <summary>Keeps a plan together with what it was made from, and says later whether it still holds.</summary>
/// <param name="origins">What plans are made from.</param>
/// <param name="paths">Where the checkout is.</param>
/// <param name="user">Who plans.</param>
/// <param name="events">Told whose plan is run.</param>
/// <param name="time">When plans are made.</param>
internal sealed class SavePlan(
    PlanOrigins origins,
    RepositoryPaths paths,
    User user,
    IRunEvents events,
    TimeProvider time
)
{
    /// <summary>Writes the plan, whole or not at all.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="arguments">The arguments that it was made with.</param>
    /// <param name="file">Where to.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FailedException">What it was made from cannot be looked up, or the file cannot be written.</exception>
    public async Task RunAsync(Plan plan, IReadOnlyList<string> arguments, string file, CancellationToken cancel) =>
        PlanFile.Write(paths.Absolute(file), await OfAsync(plan, arguments, cancel));

    /// <summary>Sees to it that a plan that was made anew is the one that was saved.</summary>
    /// <exception cref="RefusedException">It is another one, or was made from something else: all of it is named.</exception>
    public async Task RequireSameAsync(Plan plan, SavedPlan saved, string file, CancellationToken cancel)
    {
        var changes = PlanChanges.Between(saved, await OfAsync(plan, saved.Arguments, cancel));
        if (changes.Count > 0)
        {
            var count = changes.Count == 1 ? "1 thing has" : $"{changes.Count} things have";
            throw new RefusedException(
                $"{file} does not hold any more, and nothing was done: since it was made, {count} changed\n  {string.Join("\n  ", changes)}"
            )
            {
                NextStep = $"look at the new plan: ./build.sh {string.Join(' ', saved.Arguments)} --save-plan={file}",
            };
        }

        events.Publish(
            new Note(
                $"the plan of {Printable.Escape(saved.MadeBy)}, {saved.MadeAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)} ({file}): nothing that it was made from has changed"
            )
        );
    }

    private async Task<SavedPlan> OfAsync(Plan plan, IReadOnlyList<string> arguments, CancellationToken cancel) =>
        new(
            SavedPlan.CurrentFormat,
            time.GetUtcNow(),
            user.Name,
            arguments,
            await origins.OfAsync(plan, cancel),
            JsonElement.Parse(PlanJson.Of(plan))
        );
}
