namespace Deploy.Model.Tests.Runs;

public sealed class RepositoryPathsTests
{
    private static readonly string _root = Path.GetFullPath("checkout");
    private readonly RepositoryPaths _paths = new(_root);

    [Fact]
    public void Should_keep_what_the_program_makes_where_git_ignores_it()
    {
        InCheckout(_paths.Work).ShouldBe(".deploy");
        InCheckout(_paths.Runs).ShouldBe(".deploy/runs");
        InCheckout(_paths.Cache).ShouldBe(".deploy/cache");
        InCheckout(_paths.Sandbox).ShouldBe(".sandbox");
        InCheckout(_paths.Tools).ShouldBe(".tools");
    }

    [Fact]
    public void Should_find_files_from_the_root_wherever_the_program_was_started() =>
        InCheckout(_paths.Absolute("charts/../services")).ShouldBe("services");

    private static string InCheckout(string path) => Path.GetRelativePath(_root, path).Replace('\\', '/');
}
