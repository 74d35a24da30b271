using Deploy.Oci.Registry;

namespace Deploy.Planning.Inputs;

/// <summary>
/// The digests behind the tags that are installed: of what this run pushed, else of what the registry has. A tag that was
/// moved since the push is refused, and charts that take a digest get it.
/// </summary>
public sealed class ImagePins(IRegistry registry, IRunEvents events)
{
    /// <summary>The values that pin a service's images.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="service">Whose.</param>
    /// <param name="pushedImages">What this run pushed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">The registry lacks an image, or has another one under the tag that was pushed.</exception>
    public async Task<IReadOnlyList<PlannedValue>> OfAsync(
        Plan plan,
        ServicePlan service,
        IReadOnlyList<ImagePushed> pushedImages,
        CancellationToken cancellation
    )
    {
        var pins = new List<PlannedValue>();
        foreach (var image in service.Images)
        {
            var pushed = pushedImages
                .LastOrDefault(fact => fact.Service == service.Service.Name && fact.Image == image.Template.Name)
                ?.Reference.Digest;
            var current = (await registry.Manifests.FindAsync(image.Reference, cancellation))?.Digest;
            if (pushed is not null && pushed != current)
            {
                throw new RefusedException(
                    $"{image.Reference} was pushed as {pushed}, but the registry has {current?.Value ?? "nothing"} under that tag now"
                )
                {
                    NextStep = "find out who moved the tag, and deploy again from a commit of its own",
                };
            }

            if (current is null)
            {
                RequireElsewhere(plan, service, image);
            }
            else if (image.DigestPath is { } path)
            {
                pins.Add(new(path, $"\"{current}\""));
            }
        }

        return pins;
    }

    // The embedded registry is empty on a fresh machine, while the values files name images of long ago.
    private void RequireElsewhere(Plan plan, ServicePlan service, PlannedImage image)
    {
        if (plan.Options.GuardsRefuse)
        {
            throw new RefusedException($"{image.Reference} is not in the registry")
            {
                NextStep =
                    $"build it with --target=BuildAndInstallProd --services={service.Service}, or correct {image.TagPath} in {service.Chart.ValuesFile}",
            };
        }

        events.Publish(
            new Note(
                $"{image.Reference.Repository}:{image.Tag} was never built on this machine; a real registry would have to have it"
            )
        );
    }
}
