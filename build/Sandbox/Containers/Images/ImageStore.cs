using System.Collections.Concurrent;
using Deploy.Registry;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Containers.Images;

/// <summary>Images of the embedded registry, each unpacked once.</summary>
/// <param name="registry">Where they come from.</param>
/// <param name="folder">Where they are unpacked to, by digest.</param>
internal sealed class ImageStore(RegistryStore registry, string folder)
{
    // Enough for a fleet's present images; those that were used longest ago go first.
    private const int MostImages = 64;

    private readonly ConcurrentDictionary<string, Lazy<Task>> _pulls = new(StringComparer.Ordinal);

    /// <summary>Looks an image up, without unpacking it.</summary>
    /// <exception cref="CannotRunException">It is not there, or not made for this machine.</exception>
    public RegistryImage Find(string reference) => RegistryImage.Find(registry, reference);

    /// <summary>The unpacked image.</summary>
    /// <exception cref="CannotRunException">It is not there, or cannot be unpacked.</exception>
    public async Task<ContainerImage> PullAsync(string reference, CancellationToken cancellation)
    {
        var image = Find(reference);
        var root = Path.Combine(folder, image.Digest.Hex);
        var pull = _pulls.GetOrAdd(root, _ => new(() => UnpackAsync(image, root)));
        try
        {
            await pull.Value.WaitAsync(cancellation);
        }
        catch (Exception) when (pull.Value.IsFaulted)
        {
            _pulls.TryRemove(root, out _);
            throw;
        }

        return new ContainerImage(image.Digest, root, image.Configuration.Object("config") ?? []);
    }

    private async Task UnpackAsync(RegistryImage image, string root)
    {
        if (Directory.Exists(root))
        {
            return;
        }

        // Under another name until it is whole.
        var unfinished = $"{root}.unfinished";
        Delete(unfinished);
        Directory.CreateDirectory(unfinished);
        var unpacker = new LayerUnpacker(unfinished);
        foreach (var layer in image.Layers)
        {
            await unpacker.UnpackAsync(layer, CancellationToken.None);
        }

        Directory.Move(unfinished, root);
        ForgetOldest();
    }

    private void ForgetOldest()
    {
        var oldest = new DirectoryInfo(folder)
            .EnumerateDirectories()
            .Where(image => !_pulls.ContainsKey(image.FullName))
            .OrderByDescending(image => image.CreationTimeUtc)
            .Skip(MostImages);
        foreach (var image in oldest)
        {
            Delete(image.FullName);
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
