namespace Deploy.Model.Plans;

/// <summary>Why somebody goes past a guard; recorded, and sent with the notice.</summary>
public sealed record Reason
{
    /// <summary>The fewest characters that can be a reason.</summary>
    public const int MinimumLength = 7;

    /// <summary>Takes a reason.</summary>
    /// <exception cref="UsageException">It is too short to say anything.</exception>
    public Reason(string text) =>
        Text =
            text.Trim().Length >= MinimumLength
                ? text.Trim()
                : throw new UsageException(
                    $"--reason={Printable.Quote(text)} says too little: at least {MinimumLength} characters"
                );

    /// <summary>The reason as it was given.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
