using Deploy.Planning;
using Deploy.Planning.Saving;
using Deploy.Reporting;

namespace Deploy.Operations.ShowPlan;

/// <summary>A plan, in words: what would be done, in order.</summary>
/// <param name="output">Where to.</param>
public sealed class PlanText(Output output)
{
    /// <summary>Writes it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="asJson">Whether to print JSON.</param>
    /// <param name="savedIn">The file that it was saved in; null where it was not.</param>
    public void Write(Plan plan, bool asJson, string? savedIn = null)
    {
        if (asJson)
        {
            output.Writer.WriteLine(PlanJson.Of(plan));
            return;
        }

        var writer = output.Writer;
        writer.WriteLine(
            $"Plan for {plan.Scope.Pipeline.Target} to {plan.Scope.Environment} on {plan.Scope.Cluster.Name} (nothing is changed)"
        );
        writer.WriteLine(
            $"  source     {plan.Source.ShortCommit} {Printable.Escape(plan.Source.Subject)}{(plan.Source.DirtyContent is { } dirty ? $" + local changes {dirty}" : "")}"
        );
        writer.WriteLine($"  stages     {string.Join(" → ", plan.Scope.Pipeline.Stages)}");
        foreach (var left in plan.Scope.Services.LeftOut)
        {
            writer.WriteLine(
                $"  left out   {left} ({(left.Enabled ? $"{left.Type.Name} services never go to {plan.Scope.Environment}" : "disabled in the catalog")})"
            );
        }

        foreach (var service in plan.Services)
        {
            Write(writer, plan, service);
        }

        if (plan.LeavingStaging.Count > 0)
        {
            writer.WriteLine();
            writer.WriteLine(
                $"  afterwards {string.Join(", ", plan.LeavingStaging)} {(plan.LeavingStaging.Count == 1 ? "is" : "are")} removed from {DeployEnvironment.Staging} (keep_in_staging: false)"
            );
        }

        if (savedIn is not null)
        {
            writer.WriteLine();
            writer.WriteLine($"Saved in {savedIn}: --use-plan={savedIn} runs it, as long as nothing of this changes");
        }

        if (plan.Scope.Pipeline.Runs(Stage.HelmInstall))
        {
            writer.WriteLine();
            writer.WriteLine(
                $"What that changes in the cluster: --target=Diff --env={plan.Scope.Environment} --services={string.Join(',', plan.Services.Select(service => service.Service))}"
            );
        }
    }

    private static void Write(TextWriter output, Plan plan, ServicePlan service)
    {
        output.WriteLine();
        output.WriteLine(service.Service.Name);
        output.WriteLine($"  chart      {service.Chart.Name} {service.Chart.Version} from {Origin(service.Chart)}");
        foreach (var image in service.Images)
        {
            output.WriteLine($"  image      {image.Reference}");
            if (
                plan.Scope.Pipeline.Runs(Stage.UpdateValues)
                && image.ChangesTag
                && !plan.Scope.Environment.HasThrowAwayValues
            )
            {
                output.WriteLine(
                    $"  values     {service.Chart.ValuesFile}: {image.TagPath}: {image.CurrentTag ?? "(nothing)"} → {image.Tag}"
                );
            }
        }

        if (service.Values is { } file)
        {
            foreach (var line in FileDiff.Of(file))
            {
                output.WriteLine($"    {line}");
            }
        }

        foreach (var release in service.Releases)
        {
            output.WriteLine(
                $"  release    {release.Name} in {release.Namespace}, context {release.Context}, timeout {Duration.Format(release.InstallTimeout)}, tests {Duration.Format(release.TestsTimeout)}"
            );
            foreach (var value in release.Values)
            {
                output.WriteLine($"    --set      {value.Path}={Printable.Escape(value.Value)}");
            }
        }
    }

    private static string Origin(PlannedChart chart) =>
        chart.Source == ChartSource.Checkout ? chart.Folder : "the chart repository";
}
