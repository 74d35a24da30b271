using System.Text.Json.Nodes;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Containers.Images;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>Who a container's program runs as: the container says, or the pod, or the image.</summary>
internal static class ContainerIdentity
{
    /// <exception cref="StartFailedException">Its user is not known, or is root and must not be.</exception>
    public static (long User, long Group) Of(JsonObject pod, JsonObject container, ContainerImage image)
    {
        var root = new RootFolder(image.Root);
        var parts = image.User.Split(':', 2);
        var known = Known(root, parts[0]);
        var user = Setting("runAsUser") ?? known?.User ?? throw Unknown(parts[0]);
        var group = Setting("runAsGroup") ?? GroupOf(parts.ElementAtOrDefault(1)) ?? known?.Group ?? 0;
        var mustNot =
            container.At("securityContext", "runAsNonRoot") ?? pod.At("spec", "securityContext", "runAsNonRoot");
        return user == 0 && mustNot is JsonValue flag && flag.TryGetValue<bool>(out var set) && set
            ? throw new StartFailedException("container has runAsNonRoot and image will run as root")
            : (user, group);

        long? Setting(string name) =>
            container.Number("securityContext", name) ?? pod.Number("spec", "securityContext", name);
    }

    private static StartFailedException Unknown(string name) =>
        new($"unable to find user {name}: no matching entries in passwd file");

    private static long? GroupOf(string? group) => long.TryParse(group, out var id) ? id : null;

    private static (long User, long Group)? Known(RootFolder root, string user)
    {
        if (user.Length == 0)
        {
            return (0, 0);
        }

        var isId = long.TryParse(user, out var id);
        var file = root.Resolve("/etc/passwd");
        var entry = File.Exists(file)
            ? File.ReadLines(file)
                .Select(line => line.Split(':'))
                .FirstOrDefault(fields => fields.Length > 3 && fields[isId ? 2 : 0] == user)
            : null;
        return entry is not null && long.TryParse(entry[2], out var uid) && long.TryParse(entry[3], out var gid)
                ? (uid, gid)
            : isId ? (id, 0)
            : null;
    }
}
