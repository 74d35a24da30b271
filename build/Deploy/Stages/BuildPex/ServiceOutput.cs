using Deploy.Tools.Processes;

namespace Deploy.Stages.BuildPex;

/// <summary>What a builder prints, told line by line as that of the service, and of the image, that it works for.</summary>
/// <param name="events">Where it is told.</param>
/// <param name="stage">The stage that builds.</param>
/// <param name="service">The service.</param>
/// <param name="image">The image; it is named where the service has several.</param>
internal sealed class ServiceOutput(IRunEvents events, Stage stage, Service service, string image)
    : IProgress<OutputLine>
{
    private readonly string _prefix = service.Images.Skip(1).Any() ? $"{image}: " : "";

    /// <inheritdoc/>
    public void Report(OutputLine value)
    {
        // Docker ends some lines with carriage returns, and prints empty ones between.
        if (value.Text.TrimEnd() is { Length: > 0 } text)
        {
            events.Publish(new ChildOutput(stage, service.Name, $"{_prefix}{text}"));
        }
    }
}
