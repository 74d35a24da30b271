using System.Text;
using Deploy.Journal;

namespace Deploy.Stages.HelmInstall;

/// <summary>
/// The values on top of values.yaml, for the time that helm works: a file in the run's folder that only its owner may
/// read.
/// </summary>
/// <remarks>
/// Not by standard input: helm takes one that ends at once for no values at all. Killed between starting helm and
/// feeding it, the program would leave a release without its overlay, marked as if it had it.
/// </remarks>
internal sealed class OverlayFile : IDisposable
{
    private OverlayFile(string path) => Path = path;

    /// <summary>Where it is, absolute.</summary>
    public string Path { get; }

    /// <summary>Writes it.</summary>
    /// <exception cref="FailedException">It cannot be written.</exception>
    public static OverlayFile Write(RunFolder folder, ReleaseName release, string overlay)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            var path = System.IO.Path.Combine(folder.Create(), $"{release.Value}.values.json");
            using var file = new FileStream(path, options);
            file.Write(Encoding.UTF8.GetBytes(overlay));
            return new(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FailedException(
                $"The values of {release.Value} cannot be written for helm: {error.Message}",
                error
            );
        }
    }

    /// <summary>Removes it; one that stays is nobody's harm.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }
}
