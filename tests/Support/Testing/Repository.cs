namespace Deploy.Testing;

/// <summary>The checkout that the tests run in.</summary>
public static class Repository
{
    /// <summary>Its top folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Deploy.slnx"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException("the tests run outside the checkout")
            );
}
