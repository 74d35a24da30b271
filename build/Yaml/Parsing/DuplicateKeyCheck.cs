namespace Deploy.Yaml.Parsing;

/// <summary>Finds keys that stand twice in one mapping, anywhere in a document.</summary>
internal static class DuplicateKeyCheck
{
    /// <summary>Throws for the first one, at its second place.</summary>
    public static void Run(YamlDocument document)
    {
        var seen = new Dictionary<string, int>();
        var tokens = document.Tokens;
        for (var index = 0; index < tokens.Length; index++)
        {
            if (tokens[index].Kind != TokenKind.Mapping)
            {
                continue;
            }

            seen.Clear();
            for (var key = index + 1; key < tokens[index].Next; key = tokens[tokens[key].Next].Next)
            {
                var name = document.Value(document.Resolve(key));
                if (!seen.TryAdd(name, key))
                {
                    var first = document.Text.At(tokens[seen[name]].Start);
                    throw document.Text.Error(
                        tokens[key].Start,
                        $"the key {Printable.Quote(name)} stands twice in this mapping, first in line {first.Line}",
                        "remove one of the two"
                    );
                }
            }
        }
    }
}
