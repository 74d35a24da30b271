using Deploy.Model;
using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>Reads an image of a type or of a service, and what its PEX is made of.</summary>
internal static class ImageReader
{
    /// <summary>Reads an image.</summary>
    public static ImageTemplate Read(string name, Layers section)
    {
        section.AllowOnly("repository", "tag_value", "digest_value", "builder", "base", "dockerfile", "pex");
        return new(name, section.Require("repository").As(Template), section.Require("tag_value").As(Template))
        {
            DigestValue = section.Find("digest_value")?.As(Template),
            Builder = section.Find("builder")?.AsOneOf<ImageBuilderKind>() ?? ImageBuilderKind.Layer,
            Base = section.Find("base")?.As(Template),
            Dockerfile = section.Find("dockerfile")?.As(Template),
            Pex = section.Section("pex") is { } pex ? ReadPex(pex) : new(),
        };
    }

    private static PexTemplate ReadPex(Layers section)
    {
        section.AllowOnly("builder", "target", "entry_point", "root", "sources", "requirements", "interpreter");
        return new()
        {
            Builder = section.Find("builder")?.AsOneOf<PexBuilderKind>() ?? PexBuilderKind.Zipapp,
            Target = section.Find("target")?.As(Template),
            EntryPoint = section.Find("entry_point")?.As(Template),
            Root = section.Find("root")?.As(Template),
            Sources = section.Find("sources")?.AsSequence().Select(node => node.As(Template)).ToList() ?? [],
            Requirements = section.Find("requirements")?.As(Template),
            InterpreterConstraint = section.Find("interpreter")?.AsString(),
        };
    }

    private static Template Template(string text) => new(text, RunScope.Placeholders);
}
