using Deploy.Operations.Export;
using Deploy.Testing;

namespace Deploy.Tests.Operations.Export;

public sealed class ExportFolderTests : IDisposable
{
    private const string Kind = "flux, prod on prod-e1-1";

    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_make_a_new_folder() => Write(("a.yaml", "1"), ("values/x/b.yaml", "2"));

    [Fact]
    public void Should_take_an_empty_folder()
    {
        Directory.CreateDirectory(Target);

        Write(("a.yaml", "1"));
    }

    [Fact]
    public void Should_replace_its_own_files_and_take_away_those_that_are_no_longer_there()
    {
        Write(("a.yaml", "1"), ("values/x/b.yaml", "2"), ("values/y/b.yaml", "2"));

        Write(("a.yaml", "3"), ("values/y/b.yaml", "2"), ("c.yaml", "4"));

        Directory.Exists(Path.Combine(Target, "values", "x")).ShouldBeFalse();
    }

    [Fact]
    public void Should_leave_the_files_of_others_alone()
    {
        Write(("a.yaml", "1"));
        _folder.Write("out/kustomization.yaml", "theirs");

        new ExportFolder(Target, Kind).Write([new("b.yaml", "2")]);

        File.ReadAllText(Path.Combine(Target, "kustomization.yaml")).ShouldBe("theirs");
        File.Exists(Path.Combine(Target, "a.yaml")).ShouldBeFalse();
    }

    [Fact]
    public void Should_refuse_to_write_over_a_file_of_others()
    {
        Write(("a.yaml", "1"));
        _folder.Write("out/b.yaml", "theirs");

        Refused([new("a.yaml", "2"), new("b.yaml", "2")]).ShouldContain("'b.yaml' that no export has made");

        File.ReadAllText(Path.Combine(Target, "a.yaml")).ShouldBe("1");
        File.ReadAllText(Path.Combine(Target, "b.yaml")).ShouldBe("theirs");
    }

    [Fact]
    public void Should_refuse_a_folder_with_files_of_others()
    {
        _folder.Write("out/README.md", "theirs");

        Refused([new("a.yaml", "1")]).ShouldContain("is not empty, and no export has made it");

        Directory.GetFiles(Target).ShouldHaveSingleItem();
    }

    [Fact]
    public void Should_refuse_the_folder_of_another_environment()
    {
        Write(("a.yaml", "1"));

        Should
            .Throw<RefusedException>(() => new ExportFolder(Target, "flux, staging on prod-e1-1").Write([]))
            .Message.ShouldContain("holds another export: 'flux, prod on prod-e1-1'");
    }

    [Fact]
    public void Should_refuse_a_list_that_leads_out_of_the_folder()
    {
        _folder.Write("precious", "theirs");
        _folder.Write("out/.export", $"{Kind}\n../precious\n");

        Refused([new("a.yaml", "1")]).ShouldContain("leads out of it: '../precious'");

        File.Exists(Path.Combine(_folder.Path, "precious")).ShouldBeTrue();
    }

    [Fact]
    public void Should_finish_what_was_cut_short()
    {
        Write(("a.yaml", "1"), ("b.yaml", "1"));
        // Cut short between the files: the list names old and new ones, and one of the new ones is there.
        _folder.Write("out/.export", $"{Kind}\na.yaml\nb.yaml\nc.yaml\n");
        _folder.Write("out/c.yaml", "2");

        Write(("a.yaml", "2"), ("c.yaml", "2"));

        File.Exists(Path.Combine(Target, "b.yaml")).ShouldBeFalse();
    }

    private void Write(params (string Path, string Content)[] files)
    {
        new ExportFolder(Target, Kind).Write([.. files.Select(file => new ExportFile(file.Path, file.Content))]);

        Directory
            .EnumerateFiles(Target, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Target, file), File.ReadAllText(file)))
            .Where(file => file.Item1 != ExportFolder.List)
            .ShouldBe(files, ignoreOrder: true);
        Directory.GetDirectories(_folder.Path).ShouldBe([Target]);
        new ExportFolder(Target, Kind).RequireOwn().ShouldBe(files.Select(file => file.Path), ignoreOrder: true);
    }

    private string Refused(IReadOnlyList<ExportFile> files) =>
        Should.Throw<RefusedException>(() => new ExportFolder(Target, Kind).Write(files)).Message;
}
