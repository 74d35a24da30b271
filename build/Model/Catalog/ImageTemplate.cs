namespace Deploy.Model.Catalog;

/// <summary>One image that services of a type have.</summary>
/// <param name="Name">What the image is called in output, e.g. <c>gunicorn</c> or <c>maintenance</c>.</param>
/// <param name="Repository">Its repository, e.g. <c>{service}/gunicorn</c>.</param>
/// <param name="TagValue">The value that holds its tag, e.g. <c>gunicorn_image_rev.{region}</c>.</param>
public sealed record ImageTemplate(string Name, Template Repository, Template TagValue)
{
    /// <summary>The value that pins its content, where the charts have one: <c>global.digests.{repository}</c>.</summary>
    public Template? DigestValue { get; init; }

    /// <summary>What the PEX in it is made of.</summary>
    public PexTemplate Pex { get; init; } = new();

    /// <summary>Who makes the image.</summary>
    public ImageBuilderKind Builder { get; init; } = ImageBuilderKind.Layer;

    /// <summary>The image that it stands on, <c>scratch</c> for none.</summary>
    public Template? Base { get; init; }

    /// <summary>The Dockerfile, for builders that take one.</summary>
    public Template? Dockerfile { get; init; }

    /// <summary>What it runs on; null for what clusters run on as a rule.</summary>
    public ImagePlatform? Platform { get; init; }

    /// <summary>Where the PEX is in it, for builders that take no Dockerfile.</summary>
    public string PexPath { get; init; } = "/app/service.pex";

    /// <summary>The PEX's mode there.</summary>
    public UnixFileMode PexMode { get; init; } = Program;

    /// <summary>Who owns its files.</summary>
    public FileOwner Owner { get; init; } = FileOwner.Root;

    /// <summary>What is run, word by word, e.g. <c>python3 /app/service.pex</c>; the PEX itself where null.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Files beside the PEX, of services that have any.</summary>
    public StaticFilesTemplate? StaticFiles { get; init; }

    /// <summary>Arguments of the Dockerfile beyond those that every build gets.</summary>
    public IReadOnlyDictionary<string, Template> BuildArguments { get; init; } = new Dictionary<string, Template>();

    /// <summary>Readable by all, and a program.</summary>
    public static UnixFileMode Program =>
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;
}

/// <summary>Static files of services that have any.</summary>
/// <param name="From">Their folder, relative to the repository.</param>
/// <param name="To">Their folder in the image.</param>
public sealed record StaticFilesTemplate(Template From, string To);

/// <summary>Who makes images.</summary>
public enum ImageBuilderKind
{
    /// <summary>The program itself: one layer with the PEX on a base, without any daemon.</summary>
    Layer,

    /// <summary><c>docker build</c>, or what the catalog names in its place.</summary>
    Docker,
}
