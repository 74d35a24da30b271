using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Containers.Images;
using Deploy.Testing;

namespace Deploy.Sandbox.Tests.Containers;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class LayerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => Path.Combine(_folder.Path, "root");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_take_away_what_a_whiteout_names_and_all_that_an_opaque_folder_hides()
    {
        await UnpackAsync(File("a/one", "1"), File("a/two", "2"), File("b/three", "3"));

        await UnpackAsync(File("a/.wh.one", ""), File("b/four", "4"), File("b/.wh..wh..opq", ""));

        Files().ShouldBe(["a/two", "b/four"]);
    }

    [Fact]
    public async Task Should_replace_a_file_by_a_folder_and_a_folder_by_a_file()
    {
        await UnpackAsync(File("a", "1"), File("b/c", "2"));

        await UnpackAsync(Folder("a"), File("a/x", "3"), File("b", "4"));

        Files().ShouldBe(["a/x", "b"]);
    }

    [Fact]
    public async Task Should_keep_hard_links_and_rights_but_no_set_user_id()
    {
        await UnpackAsync(
            File("bin/tool", "x", (UnixFileMode)0b100_111_101_101),
            new PaxTarEntry(TarEntryType.HardLink, "bin/again") { LinkName = "bin/tool" }
        );

        (await System.IO.File.ReadAllTextAsync(Path.Combine(Root, "bin/again"))).ShouldBe("x");
        System.IO.File.GetUnixFileMode(Path.Combine(Root, "bin/tool")).ShouldBe((UnixFileMode)0b111_101_101);
    }

    [Theory]
    [InlineData("../../escaped")]
    [InlineData("/../../escaped")]
    [InlineData("a/../../../escaped")]
    public async Task Should_write_nothing_outside_whatever_a_name_says(string name)
    {
        await UnpackAsync(File(name, "x"));

        OutsideFiles().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("../..")]
    [InlineData("/tmp/../..")]
    public async Task Should_write_nothing_outside_through_a_link(string target)
    {
        await UnpackAsync(
            new PaxTarEntry(TarEntryType.SymbolicLink, "out") { LinkName = target },
            File("out/escaped", "x"),
            new PaxTarEntry(TarEntryType.SymbolicLink, "file") { LinkName = $"{target}/escaped-too" },
            File("file", "y")
        );

        OutsideFiles().ShouldBeEmpty();
        System.IO.File.Exists("/escaped").ShouldBeFalse();
    }

    [Fact]
    public async Task Should_not_link_to_what_is_outside()
    {
        _folder.Write("secret", "s");

        await Should.ThrowAsync<Exception>(() =>
            UnpackAsync(new PaxTarEntry(TarEntryType.HardLink, "mine") { LinkName = "../secret" })
        );

        System.IO.File.Exists(Path.Combine(Root, "mine")).ShouldBeFalse();
    }

    [Fact]
    public async Task Should_say_what_is_no_layer() =>
        (
            await Should.ThrowAsync<CannotRunException>(() => UnpackBytesAsync("not a layer at all"u8.ToArray()))
        ).Message.ShouldStartWith("a layer cannot be unpacked: ");

    private static PaxTarEntry Folder(string name) => new(TarEntryType.Directory, name);

    private static PaxTarEntry File(string name, string content, UnixFileMode mode = (UnixFileMode)0b110_100_100) =>
        new(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
            Mode = mode,
        };

    private async Task UnpackAsync(params TarEntry[] entries)
    {
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(gzip))
        {
            foreach (var entry in entries)
            {
                await tar.WriteEntryAsync(entry);
            }
        }

        await UnpackBytesAsync(bytes.ToArray());
    }

    private async Task UnpackBytesAsync(byte[] layer)
    {
        Directory.CreateDirectory(Root);
        var path = _folder.Write("layer", "");
        await System.IO.File.WriteAllBytesAsync(path, layer);
        await new LayerUnpacker(Root).UnpackAsync(path, CancellationToken.None);
    }

    private IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Order(StringComparer.Ordinal);

    private IEnumerable<string> OutsideFiles() =>
        Directory.EnumerateFiles(_folder.Path).Select(path => Path.GetFileName(path)).Where(name => name != "layer");
}
