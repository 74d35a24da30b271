using System.Text;
using Deploy.Testing.Yaml;
using Deploy.Yaml;
using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;
using YamlDotNet.RepresentationModel;
using YamlNode = Deploy.Yaml.YamlNode;

namespace Deploy.Benchmarks.Values;

/// <summary>The largest values file of the corpus, and the first image tag in it, to be set in two ways.</summary>
internal sealed class LargestValues
{
    private readonly (string Name, byte[] Bytes) _file = Corpus.Files().MaxBy(file => file.Bytes.Length);
    private readonly string[] _path;

    public LargestValues() =>
        _path = FirstImageTag(YamlReader.Read(_file.Bytes, _file.Name, YamlOptions.Values)) ?? ["tag"];

    public override string ToString() => $"{_file.Name}: {_file.Bytes.Length:n0} bytes, {string.Join('.', _path)}";

    /// <summary>As the program does it, with the proof that nothing else has changed.</summary>
    public EditedValues Set() =>
        ValuesEditor.Set(_file.Bytes, _file.Name, [new ScalarEdit(YamlPath.Of(_path), "v1.2.3")]);

    /// <summary>As one would do it with YamlDotNet: what is not data is lost.</summary>
    public byte[] ParseAndDump()
    {
        var stream = new YamlStream();
        using (var reader = new StringReader(Encoding.UTF8.GetString(_file.Bytes)))
        {
            stream.Load(reader);
        }

        var parent = (YamlMappingNode)stream.Documents[0].RootNode;
        foreach (var key in _path.SkipLast(1))
        {
            parent = (YamlMappingNode)parent.Children[new YamlScalarNode(key)];
        }

        parent.Children[new YamlScalarNode(_path[^1])] = new YamlScalarNode("v1.2.3");
        using var writer = new StringWriter();
        stream.Save(writer, assignAnchors: false);
        return Encoding.UTF8.GetBytes(writer.ToString());
    }

    private static string[]? FirstImageTag(YamlNode root) =>
        YamlSearch.Find(root, (key, value) => key == "tag" && value is YamlScalar { IsNull: false });
}
