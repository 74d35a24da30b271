using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deploy.Sandbox.Kubernetes.Api.Bodies;

/// <summary>Stops reading where collections stand too deep in each other: what builds a tree of them recurses.</summary>
internal sealed class ShallowParser(IParser parser, int maximumDepth) : IParser
{
    private int _depth;

    public ParsingEvent? Current => parser.Current;

    /// <exception cref="FormatException">The next event is too deep.</exception>
    public bool MoveNext()
    {
        var isThere = parser.MoveNext();
        _depth += parser.Current?.NestingIncrease ?? 0;
        return _depth > maximumDepth ? throw new FormatException("error decoding YAML: nested too deeply") : isThere;
    }
}
