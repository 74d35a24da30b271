namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>How a write is done, beside what is written.</summary>
/// <param name="Manager">Who owns the fields that change; <c>null</c> leaves ownership alone (the controllers do).</param>
/// <param name="IsDryRun">Whether everything is checked and answered, but nothing stored.</param>
internal sealed record WriteOptions(string? Manager = null, bool IsDryRun = false)
{
    /// <summary>How controllers write.</summary>
    public static readonly WriteOptions Controller = new();
}

/// <summary>Which part of an object a request changes.</summary>
internal enum WriteScope
{
    Main,
    Status,
    Scale,
}
