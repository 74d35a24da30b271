using Deploy.Yaml.Parsing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;
using ScalarStyle = YamlDotNet.Core.ScalarStyle;

namespace Deploy.Operations.Export;

/// <summary>Kubernetes manifests as YAML: keys in the order given, texts of several lines as blocks.</summary>
internal sealed class ManifestYaml
{
    private readonly ISerializer _serializer = new SerializerBuilder()
        .WithIndentedSequences()
        .DisableAliases()
        .WithEventEmitter(next => new Styles(next))
        .WithNewLine("\n")
        .Build();

    /// <summary>A mapping; entries without a value are left out.</summary>
    public static Dictionary<string, object> Map(params IEnumerable<(string Key, object? Value)> entries) =>
        entries.Where(entry => entry.Value is not null).ToDictionary(entry => entry.Key, entry => entry.Value!);

    /// <summary>The text of some documents.</summary>
    public string Write(params IEnumerable<object> documents) =>
        string.Join("---\n", documents.Select(_serializer.Serialize));

    // What any reader of YAML could take for a number, a date or a truth value is quoted.
    private sealed class Styles(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string text)
            {
                eventInfo.Style =
                    text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal
                    : ScalarKinds.OfPlain(text) != ScalarKind.Text ? ScalarStyle.DoubleQuoted
                    : ScalarStyle.Any;
            }

            base.Emit(eventInfo, emitter);
        }
    }
}
