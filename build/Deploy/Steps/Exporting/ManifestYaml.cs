using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;

namespace Deploy.Steps.Exporting;

/// <summary>Kubernetes manifests as YAML: keys in the order given, texts of several lines as blocks.</summary>
internal sealed class ManifestYaml
{
    private readonly ISerializer _serializer = new SerializerBuilder()
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .WithIndentedSequences()
        .DisableAliases()
        .WithEventEmitter(next => new Blocks(next))
        .WithNewLine("\n")
        .Build();

    /// <summary>A mapping; entries without a value are left out.</summary>
    public static Dictionary<string, object> Map(params IEnumerable<(string Key, object? Value)> entries) =>
        entries.Where(entry => entry.Value is not null).ToDictionary(entry => entry.Key, entry => entry.Value!);

    /// <summary>The text of some documents.</summary>
    public string Write(params IEnumerable<object> documents) =>
        string.Join("---\n", documents.Select(_serializer.Serialize));

    private sealed class Blocks(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string text && text.Contains('\n', StringComparison.Ordinal))
            {
                eventInfo.Style = ScalarStyle.Literal;
            }

            base.Emit(eventInfo, emitter);
        }
    }
}
