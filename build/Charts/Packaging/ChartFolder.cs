using Deploy.Charts.Contents;

namespace Deploy.Charts.Packaging;

/// <summary>Reads a chart's sources.</summary>
public static class ChartFolder
{
    /// <summary>
    /// The files that belong to the chart: all but those that <c>.helmignore</c> names, packed dependencies unpacked. Links
    /// are refused (Helm would follow them and publish what they point to, <c>/etc/passwd</c> too), as is what is larger
    /// than Helm takes.
    /// </summary>
    /// <param name="folder">The folder that holds <c>Chart.yaml</c>.</param>
    /// <exception cref="UsageException">No such folder, or something in it must not be packaged; the item is named.</exception>
    public static ChartContents Read(string folder)
    {
        var root = new DirectoryInfo(folder);
        if (!root.Exists)
        {
            throw new UsageException($"there is no chart folder {Printable.Quote(folder)}");
        }

        var ignoreFile = Path.Combine(folder, HelmIgnore.FileName);
        if (new FileInfo(ignoreFile).LinkTarget is not null)
        {
            throw Refused(folder, HelmIgnore.FileName, "is a symbolic link");
        }

        var rules = HelmIgnore.Parse(File.Exists(ignoreFile) ? File.ReadAllBytes(ignoreFile) : [], ignoreFile);
        return PackedDependencies.Unpack(Files(root, folder, "", rules), folder);
    }

    private static IEnumerable<ChartFile> Files(DirectoryInfo directory, string folder, string prefix, HelmIgnore rules)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            var path = prefix + entry.Name;
            var isFolder = entry is DirectoryInfo;
            if (rules.Ignores(path, isFolder))
            {
                continue;
            }

            if (entry.LinkTarget is not null)
            {
                throw Refused(folder, path, "is a symbolic link");
            }

            if (ChartLimits.Objection(path) is { } objection)
            {
                throw Refused(folder, path, objection);
            }

            if (entry is DirectoryInfo subfolder)
            {
                foreach (var file in Files(subfolder, folder, path + "/", rules))
                {
                    yield return file;
                }
            }
            else
            {
                yield return Read((FileInfo)entry, folder, path);
            }
        }
    }

    private static ChartFile Read(FileInfo file, string folder, string path) =>
        file.Length <= ChartLimits.FileBytes
            ? new(path, File.ReadAllBytes(file.FullName))
            : throw Refused(folder, path, $"has {file.Length:N0} bytes; Helm takes {ChartLimits.FileBytes:N0}");

    private static UsageException Refused(string folder, string path, string why) =>
        new($"{Printable.Quote(path)} in the chart {Printable.Quote(folder)} {why}")
        {
            NextStep = "replace it by a regular file, or name it in .helmignore",
        };
}
