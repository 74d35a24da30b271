namespace Deploy.Model.Catalog;

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
