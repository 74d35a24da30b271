namespace Deploy.Yaml.Editing;

/// <summary>
/// Sets texts in a values.yaml by replacing their bytes and nothing else. After each edit the file is parsed again and
/// compared with what it was; a difference anywhere but at the path of the edit is refused.
/// </summary>
public static class ValuesEditor
{
    /// <summary>Sets texts. Missing keys are added, in the style of what is around them.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="fileName">Its path, for messages.</param>
    /// <param name="edits">What to set; of two for one path the later wins.</param>
    /// <exception cref="UsageException">
    /// The file is not YAML that Helm reads, or a path leads to no place that can be set without changing others: an alias,
    /// a merge key, a doubled key, a mapping. Nothing is half done: there is no result then.
    /// </exception>
    public static EditedValues Set(ReadOnlyMemory<byte> file, string fileName, IReadOnlyList<ScalarEdit> edits)
    {
        var current = new ValuesText(file, fileName);
        var changes = new List<ScalarChange>();
        foreach (var edit in edits)
        {
            ScalarWriter.RequireUnicode(edit);
            current.RequireOneMeaning(edit.Path);
            if (new EditPlanner(current.Document, edit).Plan() is { } splice)
            {
                var next = current.Apply(splice, edit.Path);
                changes.Add(Change(current, next, edit, splice));
                current = next;
            }
        }

        // Entries that were added above a change have moved it.
        return new EditedValues(
            current.Bytes,
            [.. changes.Select(change => change with { Location = current.LocationOf(change.Path) })]
        );
    }

    /// <summary>Takes changes back, last first: their bytes become what they were, whatever else has changed since.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="fileName">Its path, for messages.</param>
    /// <param name="changes">What <see cref="Set"/> did.</param>
    /// <exception cref="UsageException">A value is no longer what the change made it.</exception>
    public static ReadOnlyMemory<byte> Undo(
        ReadOnlyMemory<byte> file,
        string fileName,
        IReadOnlyList<ScalarChange> changes
    )
    {
        var current = new ValuesText(file, fileName);
        foreach (var change in changes.Reverse())
        {
            current = current.Undo(change);
        }

        return current.Bytes;
    }

    /// <summary>The value that Helm reads at a path, through aliases and merge keys too; null if there is none.</summary>
    /// <exception cref="UsageException">The file is not YAML, or something on the path has no keys.</exception>
    public static ScalarFound? Get(ReadOnlyMemory<byte> file, string fileName, YamlPath path)
    {
        var current = new ValuesText(file, fileName);
        current.RequireOneMeaning(path);
        var node = YamlNode.Create(current.Document, 0, parent: null);
        foreach (var segment in path.Segments)
        {
            var next = node switch
            {
                YamlMapping mapping => mapping.Find(segment),
                YamlSequence list => int.TryParse(segment, out var item) && item >= 0 && item < list.Count
                    ? list[item]
                    : null,
                { IsNull: true } => null,
                _ => throw node.Error($"is a single value and has no key {Printable.Quote(segment)}"),
            };
            if (next is not { IsNull: false })
            {
                return null;
            }

            node = next;
        }

        var scalar = node.AsScalar();
        return new ScalarFound(scalar.Value, scalar.ValueKind, scalar.Location);
    }

    private static ScalarChange Change(ValuesText before, ValuesText after, ScalarEdit edit, Splice splice)
    {
        var token = after.Document.Tokens[splice.ValueToken];
        var old = before.Bytes.Slice(splice.Start, splice.Length);
        return new ScalarChange(new AppliedSplice(splice, old, token.Start - splice.Start))
        {
            Path = edit.Path,
            OldValue = splice.NewKeys.Count == 0 ? before.Document.Value(splice.Token) : null,
            NewValue = edit.Value,
            Location = after.Document.Text.At(token.Start),
            SharedWith = after.AliasesAround(splice.ValueToken),
        };
    }
}
