using System.Runtime.Versioning;
using System.Text;
using Deploy.Testing;
using Deploy.Tools.Files;

namespace Deploy.Tools.Tests.Files;

public sealed class FileSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileSet _files;

    public FileSetTests()
    {
        _files = new(new RepositoryPaths(_folder.Path));
        _folder.Write("a/values.yaml", "a: old\n");
        _folder.Write("b/values.yaml", "b: old\n");
    }

    public void Dispose() => _folder.Dispose();

    private static PlannedFile File(string path, string text) => new(path, default, Encoding.UTF8.GetBytes(text));

    private static PlannedFile[] Both => [File("a/values.yaml", "a: new\n"), File("b/values.yaml", "b: new\n")];

    private string Read(string path) => System.IO.File.ReadAllText(Path.Combine(_folder.Path, path));

    private void ShouldBeAsBefore()
    {
        Read("a/values.yaml").ShouldBe("a: old\n");
        Read("b/values.yaml").ShouldBe("b: old\n");
        Directory.EnumerateFiles(_folder.Path, "*.deploy-new", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void Should_replace_all_and_leave_nothing_behind()
    {
        _files.Replace(Both);

        (Read("a/values.yaml") + Read("b/values.yaml")).ShouldBe("a: new\nb: new\n");
        Directory
            .GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Length.ShouldBe(4, "and the lock, and the folder's .gitignore");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Should_keep_the_mode_of_a_file()
    {
        System.IO.File.SetUnixFileMode(Path.Combine(_folder.Path, "a/values.yaml"), UnixFileMode.UserRead);

        _files.Replace([Both[0]]);

        System.IO.File.GetUnixFileMode(Path.Combine(_folder.Path, "a/values.yaml")).ShouldBe(UnixFileMode.UserRead);
    }

    [Fact]
    public void Fault_27_should_leave_all_as_they_were_when_one_cannot_be_written()
    {
        // A folder in the way of the temporary file stands for any disk that takes no more.
        Directory.CreateDirectory(Path.Combine(_folder.Path, "b/values.yaml.deploy-new"));

        var failure = Should.Throw<FailedException>(() => _files.Replace(Both));

        failure.Problem.ShouldStartWith("The values files cannot be written: ");
        Directory.Delete(Path.Combine(_folder.Path, "b/values.yaml.deploy-new"));
        ShouldBeAsBefore();
    }

    [Fact]
    public void Fault_27_should_find_out_before_anything_is_built()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "b/values.yaml.deploy-new"));

        Should.Throw<FailedException>(() => _files.RequireWritable(Both));

        Directory.Delete(Path.Combine(_folder.Path, "b/values.yaml.deploy-new"));
        ShouldBeAsBefore();
        _files.RequireWritable(Both);
        ShouldBeAsBefore();
    }

    [Fact]
    public void Fault_02_should_undo_a_set_that_was_cut_short_between_two_files()
    {
        _folder.Write(".deploy/undo/0", "a: old\n");
        _folder.Write(".deploy/undo/1", "b: old\n");
        var list =
            $"""["{Path.Combine(_folder.Path, "a/values.yaml")}", "{Path.Combine(_folder.Path, "b/values.yaml")}"]""";
        _folder.Write(".deploy/undo/begun.json", list);
        _folder.Write(".deploy/undo/files.json", list);
        _folder.Write("a/values.yaml", "a: new\n");
        _folder.Write("b/values.yaml.deploy-new", "b: new\n");

        _files.Recover().ShouldBe(["a/values.yaml", "b/values.yaml"]);

        ShouldBeAsBefore();
        _files.Recover().ShouldBeEmpty();
    }

    [Fact]
    public void Fault_02_should_take_away_what_a_run_left_that_died_while_it_wrote()
    {
        _folder.Write(".deploy/undo/begun.json", $"""["{Path.Combine(_folder.Path, "a/values.yaml")}"]""");
        _folder.Write("a/values.yaml.deploy-new", "a: n");

        _files.Recover().ShouldBeEmpty();

        ShouldBeAsBefore();
    }

    [Fact]
    public void Fault_02_should_take_away_what_is_left_of_a_set_that_was_done()
    {
        _folder.Write(".deploy/undo/0", "a: o");
        _folder.Write(".deploy/undo/begun.json", "[]");

        _files.Recover().ShouldBeEmpty();

        Directory.Exists(Path.Combine(_folder.Path, ".deploy/undo")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/etc/hosts")]
    [InlineData("../beside/values.yaml")]
    [InlineData(".git/config")]
    [InlineData("way-out/values.yaml")]
    public void Fault_44_should_put_nothing_back_outside_the_checkout(string target)
    {
        using var outside = new TemporaryFolder();
        var there = outside.Write("values.yaml", "theirs\n");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "way-out"), outside.Path);
        _folder.Write(".git/config", "ours\n");
        _folder.Write(".deploy/undo/0", "forged\n");
        _folder.Write(".deploy/undo/files.json", $"[\"{target}\"]");

        var refused = Should.Throw<RefusedException>(() => _files.Recover());

        refused.Problem.ShouldContain(".deploy/undo/files.json");
        refused.Problem.ShouldContain("names files outside the checkout");
        refused.NextStep.ShouldBe("compare the values files with git, and run again");
        System.IO.File.ReadAllText(there).ShouldBe("theirs\n");
        Read(".git/config").ShouldBe("ours\n");
        _files.Recover().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "is damaged")]
    [InlineData("[\"a/val", "is damaged")]
    [InlineData("{\"version\": 7}", "is damaged")]
    [InlineData("[null]", "names files outside the checkout")]
    [InlineData("[\"a/gone.yaml\"]", "names files that are not there")]
    [InlineData("[\"a/values.yaml\"]", "names files that are not there")]
    public void Fault_45_should_name_a_list_that_cannot_be_undone_and_stand_in_nobodys_way(string list, string problem)
    {
        _folder.Write(".deploy/undo/files.json", list);

        Should.Throw<RefusedException>(() => _files.Recover()).Problem.ShouldContain(problem);

        ShouldBeAsBefore();
        _files.Recover().ShouldBeEmpty();
        _files.Replace(Both);
        Read("a/values.yaml").ShouldBe("a: new\n");
    }

    [Fact]
    public void Fault_32_should_refuse_a_folder_that_is_a_link_and_leads_out()
    {
        using var outside = new TemporaryFolder();
        outside.Write("values.yaml", "out: side\n");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "way-out"), outside.Path);

        Should.Throw<RefusedException>(() => _files.Replace([File("way-out/values.yaml", "x: y\n")]));

        System.IO.File.ReadAllText(Path.Combine(outside.Path, "values.yaml")).ShouldBe("out: side\n");
    }

    [Fact]
    public void Should_not_meddle_with_a_set_that_is_under_way()
    {
        _folder.Write(".deploy/undo/begun.json", "[]");
        using var other = new FileStream(
            Path.Combine(_folder.Path, ".deploy/undo.lock"),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None
        );

        Should.Throw<FailedException>(() => _files.Recover()).Problem.ShouldContain("another run is writing them");
    }

    [Fact]
    public void Fault_32_should_edit_what_a_link_inside_the_checkout_leads_to()
    {
        System.IO.File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.yaml"), "a/values.yaml");

        _files.Replace([File("link.yaml", "a: new\n")]);

        Read("a/values.yaml").ShouldBe("a: new\n");
        new FileInfo(Path.Combine(_folder.Path, "link.yaml")).LinkTarget.ShouldBe("a/values.yaml");
    }

    [Fact]
    public void Fault_32_should_refuse_a_link_that_leads_out()
    {
        using var outside = new TemporaryFolder();
        var target = outside.Write("values.yaml", "out: side\n");
        System.IO.File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.yaml"), target);
        var files = new[] { Both[0], File("link.yaml", "x: y\n") };

        Should
            .Throw<RefusedException>(() => _files.RequireWritable(files))
            .Problem.ShouldContain("outside the checkout");
        Should.Throw<RefusedException>(() => _files.Replace(files));

        ShouldBeAsBefore();
        System.IO.File.ReadAllText(target).ShouldBe("out: side\n");
    }
}
