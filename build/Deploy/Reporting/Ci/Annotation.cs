using Deploy.Journal.Records;

namespace Deploy.Reporting.Ci;

/// <summary>A failure in the few words that an annotation has room for.</summary>
internal static class Annotation
{
    /// <summary>What failed, why, and what to do, each on a line.</summary>
    public static string Of(FailedRecord failed)
    {
        var what = (failed.Service, failed.Stage) switch
        {
            ({ } service, { } stage) => $"{service}: {stage} failed: ",
            (null, { } stage) => $"{stage} failed: ",
            _ => "",
        };
        var next = failed.NextStep is { } step ? $"\n→ {step}" : "";
        return string.Join('\n', $"{what}{failed.Problem}{next}".Split('\n').Select(Printable.Escape));
    }
}
