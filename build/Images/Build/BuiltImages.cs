namespace Deploy.Images.Build;

/// <summary>The images that were built for services, by service and by the image's name in the catalog.</summary>
public sealed record BuiltImages(IReadOnlyDictionary<(ServiceName Service, string Image), BuiltImage> Images)
{
    /// <summary>What was built for an image of a service.</summary>
    public BuiltImage this[ServiceName service, string image] => Images[(service, image)];
}
