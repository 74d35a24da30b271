using Deploy.Yaml.Parsing;

namespace Deploy.Yaml;

/// <summary>Reads YAML files from the disk. The only place of this folder that touches a file.</summary>
public static class YamlFile
{
    /// <summary>The root of a file's only document.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">How messages call it; <paramref name="path"/> if not given.</param>
    /// <param name="options">How to read it; <see cref="YamlOptions.Strict"/> if not given.</param>
    /// <exception cref="UsageException">There is no such file, it cannot be read, or it is not YAML.</exception>
    public static YamlNode Read(string path, string? name = null, YamlOptions? options = null) =>
        YamlReader.Read(ReadBytes(path, name, options), name ?? path, options);

    /// <summary>A file's bytes, unless there are more than the options allow: then not one of them is read.</summary>
    /// <exception cref="UsageException">There is no such file, it is too large, or it cannot be read.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(string path, string? name = null, YamlOptions? options = null)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw new UsageException($"there is no file {Printable.Quote(name ?? path)}");
            }

            YamlText.RequireSize(name ?? path, file.Length, options ?? YamlOptions.Strict);
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Printable.Quote(name ?? path)} cannot be read: {exception.Message}", exception);
        }
    }
}
