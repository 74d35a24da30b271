using System.Net;
using System.Net.Sockets;

namespace Deploy.Sandbox.Containers;

/// <summary>What runs containers: unpacks their images, starts their programs, and ends with all of them.</summary>
internal interface IContainerRuntime : IAsyncDisposable
{
    /// <summary>Why an image cannot be run here, by what the registry says of it; <c>null</c> when nothing is known against it.</summary>
    string? WhyNot(string image);

    /// <summary>Unpacks an image, unless that has been done.</summary>
    /// <exception cref="CannotRunException">This machine cannot run it.</exception>
    Task<ContainerImage> PullAsync(string image, CancellationToken cancellation);

    /// <summary>A place of its own for a pod: an address, and a folder for its volumes.</summary>
    IPodSandbox CreatePod(PodIdentity pod);
}

/// <summary>Which pod a sandbox is for.</summary>
/// <param name="Uid">Its uid; names its folder.</param>
/// <param name="Name">Its name, which is its host name.</param>
/// <param name="UsesHostNetwork">Whether it has no network of its own.</param>
internal sealed record PodIdentity(string Uid, string Name, bool UsesHostNetwork);

/// <summary>What the containers of one pod share.</summary>
internal interface IPodSandbox : IAsyncDisposable
{
    /// <summary>The pod's address, which only its own programs and this platform reach.</summary>
    IPAddress Address { get; }

    /// <summary>A folder that goes with the pod.</summary>
    string Folder { get; }

    /// <summary>Starts a container.</summary>
    /// <exception cref="CannotRunException">This machine lacks what its program needs.</exception>
    /// <exception cref="StartFailedException">Its program is not there.</exception>
    IContainer Start(ContainerStart start);

    /// <summary>A socket in the pod's network, not yet bound or connected.</summary>
    Socket NewSocket();
}

/// <summary>One run of a container's program.</summary>
internal interface IContainer
{
    /// <summary>Ends with the program: its exit code, or 128 and the signal that ended it.</summary>
    Task<int> Ended { get; }

    /// <summary>Asks the program to end (SIGTERM).</summary>
    void Terminate();

    /// <summary>Ends the program and everything that it started (SIGKILL).</summary>
    void Kill();

    /// <summary>Starts another program beside the container's own, in its place and with its rights.</summary>
    ContainerCommand Execute(IReadOnlyList<string> command, bool hasInput);
}

/// <summary>What a container's program is started with.</summary>
internal sealed record ContainerStart
{
    public required ContainerImage Image { get; init; }

    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Everything in its environment: nothing is inherited.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Absolute, within the container.</summary>
    public required string WorkingDirectory { get; init; }

    public required IReadOnlyList<ContainerMount> Mounts { get; init; }

    /// <summary>User and group ids.</summary>
    public required (long User, long Group) RunAs { get; init; }

    public bool HasReadOnlyRoot { get; init; }

    /// <summary>Takes what the program prints.</summary>
    public required Action<ReadOnlyMemory<byte>> Output { get; init; }
}

/// <summary>A file or folder of this machine at a path of the container.</summary>
internal sealed record ContainerMount(string Source, string Target, bool IsReadOnly);

/// <summary>An image or program that this machine cannot run; another one might.</summary>
internal sealed class CannotRunException(string message) : Exception(message);

/// <summary>A program that starts nowhere, as it is not in its image.</summary>
internal sealed class StartFailedException(string message) : Exception(message);
