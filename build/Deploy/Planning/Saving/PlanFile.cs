using System.Text.Json;
using Deploy.Tools.Files;
using Deploy.Yaml;

namespace Deploy.Planning.Saving;

/// <summary>The file of a saved plan.</summary>
internal static class PlanFile
{
    private const string Mark = "deploy_plan";

    /// <summary>Writes it, whole or not at all.</summary>
    /// <exception cref="FailedException">It cannot be written.</exception>
    public static void Write(string path, SavedPlan plan)
    {
        try
        {
            WholeFile.Write(path, JsonSerializer.Serialize(plan, SavedPlanContext.Default.SavedPlan) + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FailedException($"The plan cannot be written to {Printable.Quote(path)}: {error.Message}", error);
        }
    }

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">How messages call it.</param>
    /// <exception cref="UsageException">There is none, it is broken, something else, or of a later format.</exception>
    public static SavedPlan Read(string path, string name)
    {
        var bytes = YamlFile.ReadBytes(path, name);
        try
        {
            RequireFormat(bytes, name);
            var plan = JsonSerializer.Deserialize(bytes.Span, SavedPlanContext.Default.SavedPlan)!;
            return plan.Plan.ValueKind == JsonValueKind.Object ? plan : throw Foreign(name);
        }
        catch (JsonException error)
        {
            // Counted from 0 there, and from 1 wherever people look.
            throw new UsageException("The saved plan is broken: it is no JSON, or lacks something", error)
            {
                Location = new(name, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1),
                NextStep = "make it again with --save-plan",
            };
        }
    }

    // What a later version writes may look different everywhere but here.
    private static void RequireFormat(ReadOnlyMemory<byte> bytes, string name)
    {
        using var document = JsonDocument.Parse(bytes);
        if (
            document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty(Mark, out var mark)
            || mark.ValueKind != JsonValueKind.Number
            || !mark.TryGetInt32(out var format)
        )
        {
            throw Foreign(name);
        }

        if (format != SavedPlan.CurrentFormat)
        {
            throw new UsageException(
                $"The plan was saved by another version of this program: its format is {format}, this one reads {SavedPlan.CurrentFormat}"
            )
            {
                Location = new(name, 1, 1),
                NextStep = "make it again with --save-plan, or run it with the program that made it",
            };
        }
    }

    private static UsageException Foreign(string name) =>
        new("This is no saved plan")
        {
            Location = new(name, 1, 1),
            NextStep = "--save-plan=FILE makes one; what --plan --output=json prints lacks what it was made from",
        };
}
