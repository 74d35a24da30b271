namespace Deploy.Model;

/// <summary>What services of one type have in common: how they are built, and how their charts take values.</summary>
/// <param name="Name">E.g. <c>gunicorn</c>.</param>
public sealed record ServiceType(string Name)
{
    /// <summary>The images of each service, and the values that hold their tags.</summary>
    public IReadOnlyList<ImageTemplate> Images { get; init; } = [];

    /// <summary>Values given at install time.</summary>
    public IReadOnlyList<ValueTemplate> Values { get; init; } = [];

    /// <summary>
    /// Where the number of pods goes; <c>*</c> stands for every key there is (<c>workers.*.replicas</c>). Null where the
    /// charts have no such value.
    /// </summary>
    public string? ReplicasValue { get; init; } = "replicas";
}

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

    /// <summary>The image that a layer is put on, <c>scratch</c> for none.</summary>
    public Template? Base { get; init; }

    /// <summary>The Dockerfile, for builders that take one.</summary>
    public Template? Dockerfile { get; init; }
}

/// <summary>Who makes images.</summary>
public enum ImageBuilderKind
{
    /// <summary>The program itself: one layer with the PEX on a base, without any daemon.</summary>
    Layer,

    /// <summary><c>docker build</c>, or what the catalog names in its place.</summary>
    Docker,
}

/// <summary>What a PEX is made of.</summary>
public sealed record PexTemplate
{
    /// <summary>Who makes it.</summary>
    public PexBuilderKind Builder { get; init; } = PexBuilderKind.Zipapp;

    /// <summary>The target of a build system, e.g. <c>src/python/service/{service}:{chart}-gunicorn</c>.</summary>
    public Template? Target { get; init; }

    /// <summary>Where it starts: <c>module:function</c>.</summary>
    public Template? EntryPoint { get; init; }

    /// <summary>The folder that modules are imported from, relative to the repository.</summary>
    public Template? Root { get; init; }

    /// <summary>The folders whose files go into it, relative to the repository; all inside <see cref="Root"/>.</summary>
    public IReadOnlyList<Template> Sources { get; init; } = [];

    /// <summary>The file that lists its requirements, if it has any.</summary>
    public Template? Requirements { get; init; }

    /// <summary>Which Python runs it, e.g. <c>CPython&gt;=3.9</c>.</summary>
    public string? InterpreterConstraint { get; init; }
}

/// <summary>Who makes PEX files.</summary>
public enum PexBuilderKind
{
    /// <summary>Python's own format, made by the program itself: for code without requirements.</summary>
    Zipapp,

    /// <summary>The <c>pex</c> command.</summary>
    Pex,

    /// <summary><c>pants package</c>, once for all targets of a run.</summary>
    Pants,
}
