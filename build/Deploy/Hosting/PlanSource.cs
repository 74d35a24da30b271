using Deploy.Planning;

namespace Deploy.Hosting;

/// <summary>The plan of the run, made when the first task asks for it.</summary>
public sealed class PlanSource(
    DeployCommand command,
    Lazy<Planner> planner,
    Lazy<OperationPlanner> operations,
    Lazy<RecoverFiles> recovery,
    IRunEvents events,
    Action<CancellationToken> connectAhead,
    Func<Plan, CancellationToken, Task> accept
)
{
    private Plan? _plan;

    /// <summary>The plan.</summary>
    public Plan Plan => _plan ??= MakeAsync().GetAwaiter().GetResult();

    private async Task<Plan> MakeAsync()
    {
        TellConsent();
        if (!command.Arguments.PlanOnly)
        {
            // What a run that died has left half done, no plan may be made from.
            recovery.Value.Run();
        }

        var options = RunDecisions.Options(command.Arguments, command.Catalog, command.Scope);
        var cancellation = command.Interruption.Token;
        if (command.Scope.Pipeline.Stages.Count == 0)
        {
            return await operations.Value.PlanAsync(
                command.Scope,
                options,
                missing => events.Publish(new Note(missing)),
                cancellation
            );
        }

        connectAhead(cancellation);
        var plan = await planner.Value.PlanAsync(command.Scope, options, cancellation);
        await accept(plan, cancellation);
        return plan;
    }

    // Consent that nobody typed may have come with the checkout, or with the machine.
    private void TellConsent()
    {
        foreach (var (argument, origin) in command.ConsentFromElsewhere)
        {
            var isHeard = argument.Name != "yes" || !command.Scope.Environment.AsksConfirmation;
            var effect = isHeard
                ? $"takes the place of --{argument.Name}: {argument.Help}"
                : $"is not heard: {command.Scope.Environment} takes --yes from the command line only";
            events.Publish(new Note($"{origin} {effect}", IsWarning: true));
        }
    }
}
