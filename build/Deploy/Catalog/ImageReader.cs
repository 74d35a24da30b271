using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>Reads an image of a type or of a service, and what its PEX is made of.</summary>
internal static class ImageReader
{
    private static readonly string[] _keys =
    [
        "repository",
        "tag_value",
        "digest_value",
        "builder",
        "base",
        "platform",
        "dockerfile",
        "build_args",
        "path",
        "mode",
        "owner",
        "command",
        "static_files",
        "pex",
    ];

    /// <summary>Reads an image.</summary>
    public static ImageTemplate Read(string name, Layers section)
    {
        section.AllowOnly(_keys);
        var image = new ImageTemplate(
            name,
            section.Require("repository").As(Template),
            section.Require("tag_value").As(PathReader.ReadTemplate)
        );
        return image with
        {
            DigestValue = section.Find("digest_value")?.As(PathReader.ReadTemplate),
            Builder = section.Find("builder")?.AsOneOf<ImageBuilderKind>() ?? ImageBuilderKind.Layer,
            Base = section.Find("base")?.As(Template),
            Platform = section.Find("platform")?.As(ImagePlatform.Parse),
            Dockerfile = section.Find("dockerfile")?.As(Template),
            BuildArguments = section.Section("build_args") is { } arguments
                ? arguments.Keys.ToDictionary(key => key, key => arguments.Require(key).As(Template))
                : image.BuildArguments,
            PexPath = section.Find("path")?.As(PathInImage) ?? image.PexPath,
            PexMode = section.Find("mode")?.As(Mode) ?? image.PexMode,
            Owner = section.Find("owner")?.As(FileOwner.Parse) ?? image.Owner,
            Command = section.Find("command")?.AsStrings(),
            StaticFiles = section.Section("static_files") is { } files ? ReadStaticFiles(files) : null,
            Pex = section.Section("pex") is { } pex ? ReadPex(pex) : new(),
        };
    }

    private static StaticFilesTemplate ReadStaticFiles(Layers section)
    {
        section.AllowOnly("from", "to");
        return new(section.Require("from").As(Template), section.Require("to").As(PathInImage));
    }

    private static string PathInImage(string text) =>
        text.StartsWith('/') && text.Length > 1 && !text.Split('/').Any(name => name is "." or "..")
            ? text
            : throw new UsageException($"{Printable.Quote(text)} is no path in an image: it begins with '/'");

    private static UnixFileMode Mode(string text) =>
        text.Length is 3 or 4 && text.All(digit => digit is >= '0' and <= '7')
            ? (UnixFileMode)Convert.ToInt32(text, 8)
            : throw new UsageException($"{Printable.Quote(text)} is no file mode: it is octal, e.g. \"0755\"");

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
