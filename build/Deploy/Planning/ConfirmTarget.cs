namespace Deploy.Planning;

/// <summary>Asks before prod: the user types the cluster's name, or has said <c>--yes</c>.</summary>
/// <param name="events">Told what is no reason to stop.</param>
/// <param name="ask">Puts a question to the user; null where there is no terminal to answer at.</param>
public sealed class ConfirmTarget(IRunEvents events, Func<string, string?>? ask)
{
    /// <summary>Asks, where the environment wants it.</summary>
    /// <exception cref="RefusedException">The user did not confirm, or cannot.</exception>
    public void Run(Plan plan)
    {
        if (!plan.Scope.Environment.AsksConfirmation || plan.Options.IsConfirmed)
        {
            return;
        }

        if (!plan.Options.GuardsRefuse)
        {
            events.Publish(
                new Note($"on a real cluster, {plan.Scope.Environment} would ask you to type {plan.Scope.Cluster.Name}")
            );
            return;
        }

        var services = string.Join(", ", plan.Services.Select(service => service.Service));
        var answer = ask is null
            ? throw NoTerminal(plan)
            : ask(
                $"{services} → {plan.Scope.Environment} on {plan.Scope.Cluster.Name}. Type the cluster's name to go on: "
            );
        if (answer?.Trim() != plan.Scope.Cluster.Name)
        {
            throw new RefusedException($"{plan.Scope.Environment} was not confirmed")
            {
                NextStep = $"type {plan.Scope.Cluster.Name} when asked, or give --yes",
            };
        }
    }

    private static RefusedException NoTerminal(Plan plan) =>
        new($"{plan.Scope.Environment} asks for confirmation, and there is no terminal to give it at")
        {
            NextStep = "give --yes",
        };
}
