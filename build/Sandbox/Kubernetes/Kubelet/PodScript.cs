using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>What becomes of a pod that nothing really runs.</summary>
internal enum Outcome
{
    /// <summary>It starts and stays ready; one that runs to completion succeeds.</summary>
    Ready,

    /// <summary>It runs, but is never ready; one that runs to completion never ends.</summary>
    NeverReady,

    /// <summary>Its containers end with an error again and again.</summary>
    CrashLoop,

    /// <summary>Its images cannot be pulled.</summary>
    ImagePull,

    /// <summary>Its containers end with an error; one that is restarted does so again and again.</summary>
    Fail,

    /// <summary>It fits on no node.</summary>
    Unschedulable,

    /// <summary>It is not even created: its namespace's quota is used up.</summary>
    Quota,
}

/// <summary>
/// What the annotations of a pod (or of the template that it comes from) ask for: <c>sandbox.deploy/outcome</c>,
/// <c>sandbox.deploy/start-after</c> (e.g. <c>2s</c>, <c>500ms</c>) and <c>sandbox.deploy/log</c>.
/// </summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="StartAfter">Time until it is ready, or, for one that runs to completion, until it ends.</param>
/// <param name="Log">What its containers print; <c>null</c> for the standard lines.</param>
internal sealed partial record PodScript(Outcome Outcome, TimeSpan StartAfter, string? Log)
{
    private const string Prefix = "sandbox.deploy/";

    /// <summary>Tags that stand for a failure in themselves.</summary>
    private const string MissingTag = ":no-such-tag";
    private const string CrashingTag = ":crash";

    public static PodScript Of(JsonObject pod) =>
        new(OutcomeOf(pod), Duration(Annotation(pod, "start-after")), Annotation(pod, "log"));

    public static Outcome OutcomeOf(JsonObject pod) =>
        Annotation(pod, "outcome") switch
        {
            "never-ready" => Outcome.NeverReady,
            "crash-loop" => Outcome.CrashLoop,
            "image-pull" => Outcome.ImagePull,
            "fail" => Outcome.Fail,
            "unschedulable" => Outcome.Unschedulable,
            "quota" => Outcome.Quota,
            _ => Outcome.Ready,
        };

    /// <summary>What becomes of one container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="imageExists">Whether an image can be pulled.</param>
    public Outcome OutcomeFor(JsonObject container, Func<string, bool?> imageExists)
    {
        var image = container.Text("image") ?? "";
        if (image.EndsWith(MissingTag, StringComparison.Ordinal) || imageExists(image) == false)
        {
            return Outcome.ImagePull;
        }

        return image.EndsWith(CrashingTag, StringComparison.Ordinal) ? Outcome.CrashLoop : Outcome;
    }

    private static string? Annotation(JsonObject pod, string name) =>
        pod.Text("metadata", "annotations", Prefix + name);

    // As Go writes durations, of which one number and unit is enough.
    private static TimeSpan Duration(string? text)
    {
        if (text is null || DurationForm().Match(text) is not { Success: true } match)
        {
            return TimeSpan.Zero;
        }

        var number = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    [GeneratedRegex(
        @"\A(?<number>[0-9]{1,6}(\.[0-9]{1,3})?)(?<unit>ms|s|m)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex DurationForm();
}
