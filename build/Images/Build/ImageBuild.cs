using Deploy.Images.Pex;
using Deploy.Tools.Processes;

namespace Deploy.Images.Build;

/// <summary>What an image is made from.</summary>
/// <param name="Image">Where it goes, with its tag.</param>
/// <param name="Pex">The program in it.</param>
/// <param name="Source">Which sources it shows.</param>
public sealed record ImageBuild(ImageReference Image, PexFile Pex, ImageSource Source)
{
    /// <summary>Where it goes, with its tag.</summary>
    public ImageReference Image { get; init; } =
        Image.Tag is null ? throw new ArgumentException($"{Image} has no tag", nameof(Image)) : Image;

    /// <summary>The image that it stands on; null for none (<c>scratch</c>).</summary>
    public ImageReference? Base { get; init; }

    /// <summary>What it runs on.</summary>
    public ImagePlatform Platform { get; init; } = ImagePlatform.Default;

    /// <summary>Where the program is in it.</summary>
    public string PexPath { get; init; } = "/app/service.pex";

    /// <summary>Its mode there.</summary>
    public UnixFileMode PexMode { get; init; } = ImageTemplate.Program;

    /// <summary>Who owns the files.</summary>
    public FileOwner Owner { get; init; } = FileOwner.Root;

    /// <summary>What is run; the program itself where null.</summary>
    public IReadOnlyList<string>? EntryPoint { get; init; }

    /// <summary>Files beside the program, in a layer of their own.</summary>
    public StaticFiles? StaticFiles { get; init; }

    /// <summary>Variables that are set in the container. (A Dockerfile sets its own.)</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels beyond those that tell the source.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The Dockerfile, for builders that take one.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>Files that the Dockerfile copies, beside the program; the folder of the Dockerfile is their usual root.</summary>
    public SourceRoot? ContextFiles { get; init; }

    /// <summary>Arguments of the Dockerfile beyond those that every build gets.</summary>
    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Hears what the builder prints, line by line; no two builds share it unless the caller wants them to.</summary>
    public IProgress<OutputLine>? Output { get; init; }
}

/// <summary>The sources that an image was made from.</summary>
/// <param name="Commit">The commit's id.</param>
/// <param name="CommittedAt">When it was committed; the image counts as made then, so that it depends on nothing else.</param>
/// <param name="Repository">Where the sources are, as a URL; null where nobody knows.</param>
public sealed record ImageSource(string Commit, DateTimeOffset CommittedAt, string? Repository)
{
    /// <summary>When the image counts as made, in UTC as RFC 3339 writes it.</summary>
    public string Created => $"{CommittedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
}

/// <summary>Files that are copied into an image as they are.</summary>
/// <param name="Files">Which.</param>
/// <param name="Path">The folder in the image that they go to.</param>
public sealed record StaticFiles(SourceRoot Files, string Path);
