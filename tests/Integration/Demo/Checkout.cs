namespace Deploy.Integration.Demo;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Checkout
{
    /// <summary>The folder with <c>Deploy.slnx</c>.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("these tests run outside of a checkout")
        : File.Exists(Path.Combine(folder.FullName, "Deploy.slnx")) ? folder.FullName
        : Find(folder.Parent);
}
