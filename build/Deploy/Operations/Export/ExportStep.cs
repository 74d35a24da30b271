using System.Text;
using Deploy.Planning.Inputs;
using Deploy.Platforms;

namespace Deploy.Operations.Export;

/// <summary>What the user wants of an export.</summary>
/// <param name="Format">The engine; null where none was named.</param>
/// <param name="Folder">Where to write, relative to the checkout; null for the default folder.</param>
/// <param name="RepositoryUrl">Where the engine reads the charts; null for the chart repository's own address.</param>
internal sealed record ExportRequest(ExportFormat? Format, string? Folder, string? RepositoryUrl);

/// <summary>
/// Writes a plan down as the manifests of an engine that carries it out, so that it makes of the cluster exactly what
/// HelmInstall would. The same plan gives the same bytes.
/// </summary>
/// <remarks>
/// Nothing secret is in a plan: its values are those of values.yaml and of the catalog, which git has already. What a
/// variable of the environment that is named like a secret holds is refused all the same.
/// </remarks>
internal sealed class ExportStep(
    ServiceInputs inputs,
    IPlatform platform,
    RepositoryPaths paths,
    Redaction secrets,
    IRunEvents events
)
{
    /// <summary>Writes the manifests.</summary>
    /// <exception cref="UsageException">There is no such format for this plan.</exception>
    /// <exception cref="RefusedException">A chart is not published as it is, a secret would be written, or the folder has other files.</exception>
    /// <exception cref="FailedException">The folder cannot be written.</exception>
    public async Task RunAsync(Plan plan, ExportRequest request, CancellationToken cancellation)
    {
        var format =
            request.Format
            ?? throw new UsageException("Export needs to know the engine")
            {
                NextStep = "add --format=flux, --format=argocd or --format=helmfile",
            };
        var path = paths.Absolute(request.Folder ?? Path.Combine(paths.Work, "export")).TrimEnd('/');
        var word = format.ToString().ToLowerInvariant();
        var folder = new ExportFolder(path, $"{word}, {plan.Scope.Environment} on {plan.Scope.Cluster.Name}");
        var before = folder.RequireOwn();
        var charts = ChartAddress.Of(platform.ChartRepository, request.RepositoryUrl, paths.Root);
        var export = new FleetExport(plan, charts, await ReleasesAsync(plan, cancellation));
        var files = format switch
        {
            ExportFormat.Flux => FluxManifests.Of(export),
            ExportFormat.ArgoCd => ArgoManifests.Of(export),
            ExportFormat.Helmfile => HelmfileManifests.Of(export, path),
        };
        RequireNothingSecret(files);
        RequireNothingDropped(plan, before, files);
        folder.Write(files);
        Tell(export, word, path, files.Count);
    }

    private async Task<IReadOnlyList<ExportedRelease>> ReleasesAsync(Plan plan, CancellationToken cancellation)
    {
        var waves = ServiceOrder
            .Waves([.. plan.Services.Select(service => service.Service)])
            .SelectMany((wave, number) => wave.Select(service => (service.Name, number)))
            .ToDictionary(entry => entry.Name, entry => entry.number);
        var releases = new List<ExportedRelease>();
        foreach (var service in plan.Services)
        {
            foreach (var (release, input) in await inputs.OfAsync(plan, service, pushed: [], cancellation))
            {
                RequireNothingRemoved(service, input);
                var values = await File.ReadAllBytesAsync(input.ValuesFile, cancellation);
                var needs = plan
                    .Services.Where(other => service.Service.Needs.Contains(other.Service.Name))
                    .Select(other => ReleaseName.Of(release.Namespace, other.Service.Chart));
                releases.Add(new(service, release, values, input.Given, waves[service.Service.Name], [.. needs]));
            }
        }

        return releases;
    }

    // HelmInstall takes them out of the chart; engines install the chart as it was published.
    private static void RequireNothingRemoved(ServicePlan service, ReleaseInput input)
    {
        if (input.Removed.Count > 0)
        {
            throw new RefusedException(
                $"{service.Chart.Name} {service.Chart.Version} was published with values that {service.Chart.ValuesFile} no longer has, and an engine would bring them back: {string.Join(", ", input.Removed.Select(Printable.Escape))}"
            )
            {
                NextStep =
                    $"publish them away: --target=BumpChart --services={service.Service}, merge, and --target=PublishChart",
            };
        }
    }

    private void RequireNothingSecret(IReadOnlyList<ExportFile> files)
    {
        if (files.FirstOrDefault(file => secrets.Finds(Encoding.UTF8.GetString(file.Content.Span))) is { } file)
        {
            throw new RefusedException(
                $"{file.Path} would hold, in plain text, what an environment variable that is named like a secret holds"
            )
            {
                NextStep = "let the chart read it from a Secret, and take it out of values.yaml and the catalog",
            };
        }
    }

    // What goes from the folder, the engine takes out of the cluster: a narrower --services must not do that by accident.
    private static void RequireNothingDropped(Plan plan, IReadOnlyList<string> before, IReadOnlyList<ExportFile> files)
    {
        var dropped = before.Except(files.Select(file => file.Path)).ToList();
        if (dropped.Count > 0 && !plan.Options.IsConfirmed)
        {
            throw new RefusedException(
                $"This export drops {string.Join(", ", dropped.Select(Printable.Escape))}, and the engine would uninstall what is in there"
            )
            {
                NextStep = "export all services together (leave --services out), or agree with --yes",
            };
        }
    }

    private void Tell(FleetExport export, string format, string path, int files)
    {
        events.Publish(
            new Note(
                $"{format}: {export.Releases.Count} releases for {export.Plan.Scope.Environment} on {export.Plan.Scope.Cluster.Name}, {files} files in {Path.GetRelativePath(paths.Root, path)}"
            )
        );
        if (export.Charts is ChartAddress.Bucket bucket)
        {
            events.Publish(new Note($"{format} needs the helm-s3 plugin to read {bucket.Url}"));
        }
    }
}
