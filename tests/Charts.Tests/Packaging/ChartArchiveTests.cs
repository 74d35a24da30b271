using System.Formats.Tar;
using System.IO.Compression;
using Deploy.Charts.Contents;
using Deploy.Charts.Packaging;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Packaging;

public sealed class ChartArchiveTests
{
    private static readonly ChartName Web = new("web");

    [Fact]
    public void Should_give_back_what_was_packed()
    {
        var longName = $"files/{new string('x', 120)}.txt";
        var contents = TestCharts.Contents(("Chart.yaml", "a"), ("files/é.txt", "b"), (longName, "c"), ("a", ""));

        var (folder, read) = ChartArchive.Read(ChartArchive.Write(Web, contents), "web.tgz");

        folder.ShouldBe("web");
        read.Files.Select(file => file.Path).ShouldBe(["Chart.yaml", "a", longName, "files/é.txt"]);
        read.Find("files/é.txt")!.Content.ToArray().ShouldBe("b"u8.ToArray());
    }

    [Fact]
    public void Should_give_the_same_bytes_for_the_same_files_in_any_order()
    {
        var one = TestCharts.Contents(("Chart.yaml", "a"), ("b", "b"), ("c", "c"));
        var other = TestCharts.Contents(("c", "c"), ("b", "b"), ("Chart.yaml", "a"));

        ChartArchive.Write(Web, other).ShouldBe(ChartArchive.Write(Web, one));
    }

    [Fact]
    public void Should_start_with_Chart_yaml() =>
        Names(ChartArchive.Write(Web, TestCharts.Contents(("A", ""), ("Chart.yaml", ""), ("z", ""))))
            .ShouldBe(["web/Chart.yaml", "web/A", "web/z"]);

    [Fact]
    public void Should_name_neither_time_nor_owner_nor_system()
    {
        var archive = ChartArchive.Write(Web, TestCharts.Contents(("Chart.yaml", ""), (new string('x', 120), "")));

        archive[9].ShouldBe((byte)255);
        using var tar = new TarReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
        while (tar.GetNextEntry() is PosixTarEntry entry)
        {
            entry.ModificationTime.ShouldBe(DateTimeOffset.UnixEpoch);
            (entry.Uid, entry.UserName, entry.GroupName).ShouldBe((0, "", ""));
        }
    }

    [Theory]
    [InlineData(100, TarEntryFormat.Ustar)]
    [InlineData(101, TarEntryFormat.Gnu)]
    public void Should_keep_to_the_portable_format_where_a_name_fits(int length, TarEntryFormat format)
    {
        var archive = ChartArchive.Write(Web, TestCharts.Contents((new string('x', length - "web/".Length), "")));

        using var tar = new TarReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
        tar.GetNextEntry()!.Format.ShouldBe(format);
    }

    [Fact]
    public void Should_pass_over_folders()
    {
        var archive = Tar(tar =>
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "elsewhere/"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "web/Chart.yaml"));
        });

        ChartArchive.Read(archive, "web.tgz").Folder.ShouldBe("web");
    }

    [Fact]
    public void Should_refuse_a_package_without_a_file()
    {
        var archive = Tar(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "web/")));

        Should
            .Throw<UsageException>(() => ChartArchive.Read(archive, "web.tgz"))
            .Problem.ShouldBe("the package 'web.tgz' is empty");
    }

    [Fact]
    public void Should_refuse_a_package_that_is_too_large_without_opening_it() =>
        Should
            .Throw<UsageException>(() => ChartArchive.Read(new byte[(20 << 20) + 1], "web.tgz"))
            .Problem.ShouldBe("the package 'web.tgz' has 20,971,521 bytes; 20,971,520 are the most that is read");

    [Fact]
    public void Should_refuse_more_than_Helm_takes_in_all()
    {
        var archive = Tar(tar =>
        {
            for (var number = 0; number < 21; number++)
            {
                var content = new MemoryStream(new byte[5 << 20]);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"web/{number}") { DataStream = content });
            }
        });

        Should
            .Throw<UsageException>(() => ChartArchive.Read(archive, "web.tgz"))
            .Problem.ShouldBe("the package 'web.tgz' holds 'web/20', which makes it larger than Helm takes");
    }

    [Fact]
    public void Should_unpack_packed_dependencies()
    {
        var inner = ChartArchive.Write(new ChartName("inner"), TestCharts.Contents(("Chart.yaml", "i")));
        var lib = ChartArchive.Write(
            new ChartName("lib"),
            new ChartContents([new ChartFile("Chart.yaml", "l"u8.ToArray()), new ChartFile("charts/i-1.tgz", inner)])
        );
        var web = ChartArchive.Write(
            Web,
            new ChartContents([
                new ChartFile("Chart.yaml", "w"u8.ToArray()),
                new ChartFile("charts/lib-1.0.0.tgz", lib),
            ])
        );

        ChartArchive
            .Read(web, "web.tgz")
            .Contents.Files.Select(file => file.Path)
            .ShouldBe(["Chart.yaml", "charts/lib/Chart.yaml", "charts/lib/charts/inner/Chart.yaml"]);
    }

    [Theory]
    [InlineData("web/../../etc/cron.d/x", "points outside the chart by '..'")]
    [InlineData("../x", "points outside the chart by '..'")]
    [InlineData("/etc/passwd", "has an absolute path")]
    [InlineData("web/c:/x", "has an absolute path")]
    [InlineData("web/a\\..\\b", "has a name that is not safe")]
    [InlineData("web/a\u001bb", "has a name that is not safe")]
    [InlineData("web/./x", "has a name that is not safe")]
    [InlineData("x", "has a name that is not safe")]
    public void Should_refuse_a_path_that_leaves_the_chart(string name, string why)
    {
        var archive = Tar(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)));

        var error = Should.Throw<UsageException>(() => ChartArchive.Read(archive, "web-1.0.0.tgz"));

        error.Problem.ShouldBe($"the package 'web-1.0.0.tgz' holds {Printable.Quote(name)}, which {why}");
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public void Should_refuse_a_link(TarEntryType type)
    {
        var archive = Tar(tar => tar.WriteEntry(new PaxTarEntry(type, "web/values.yaml") { LinkName = "/etc/passwd" }));

        Should
            .Throw<UsageException>(() => ChartArchive.Read(archive, "web.tgz"))
            .Problem.ShouldBe($"the package 'web.tgz' holds 'web/values.yaml', which is no regular file but a {type}");
    }

    [Fact]
    public void Should_refuse_a_second_folder()
    {
        var archive = Tar(tar =>
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "web/Chart.yaml"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "api/Chart.yaml"));
        });

        Should
            .Throw<UsageException>(() => ChartArchive.Read(archive, "web.tgz"))
            .Problem.ShouldBe("the package 'web.tgz' holds 'api/Chart.yaml' beside the folder 'web'");
    }

    [Fact]
    public void Should_refuse_a_file_that_is_too_large_without_unpacking_it()
    {
        var archive = Tar(tar =>
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, "web/bomb")
                {
                    DataStream = new MemoryStream(new byte[6 << 20]),
                }
            )
        );

        Should
            .Throw<UsageException>(() => ChartArchive.Read(archive, "web.tgz"))
            .Problem.ShouldBe("the package 'web.tgz' holds 'web/bomb', which makes it larger than Helm takes");
    }

    [Fact]
    public void Should_refuse_packages_in_packages_without_end()
    {
        var contents = TestCharts.Contents(("Chart.yaml", ""));
        for (var depth = 0; depth < 12; depth++)
        {
            contents = new ChartContents([new ChartFile("charts/web.tgz", ChartArchive.Write(Web, contents))]);
        }

        Should
            .Throw<UsageException>(() => ChartArchive.Read(ChartArchive.Write(Web, contents), "web.tgz"))
            .Problem.ShouldContain("packages in packages without end");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(100)]
    public void Should_refuse_what_is_cut_off(int length)
    {
        var archive = ChartArchive.Write(Web, TestCharts.Contents());

        Should
            .Throw<UsageException>(() => ChartArchive.Read(archive.AsMemory(0, length), "web.tgz"))
            .Problem.ShouldStartWith("the package 'web.tgz' is ");
    }

    [Fact]
    public void Should_refuse_a_package_whose_folder_is_not_its_chart() =>
        Should
            .Throw<UsageException>(() =>
                ChartPackage.Open(ChartArchive.Write(new ChartName("api"), TestCharts.Contents("web")), "web.tgz")
            )
            .Problem.ShouldBe("the package 'web.tgz' holds the folder 'api', but its chart is web");

    private static List<string> Names(byte[] archive)
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }

    private static byte[] Tar(Action<TarWriter> write)
    {
        using var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            write(tar);
        }

        return archive.ToArray();
    }
}
