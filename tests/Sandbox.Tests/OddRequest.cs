using System.Globalization;
using System.Text;
using Deploy.Sandbox.Tests.Kubernetes;
using Deploy.Testing.Fuzzing;

namespace Deploy.Sandbox.Tests;

/// <summary>A request that no client should make, as the bytes that it sends.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="IsHttp">Whether it is a request as HTTP has it, so that there must be an answer.</param>
internal sealed record OddRequest(byte[] Bytes, bool IsHttp)
{
    // What recurses for each of so many brackets would end the process.
    private const int Depth = 50_000;

    private static readonly string[] _methods =
    [
        "GET",
        "GET",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "HEAD",
        "OPTIONS",
        "ODD",
    ];

    private static readonly string[] _paths =
    [
        "/clusters/c/api/v1/namespaces/default/configmaps",
        "/clusters/c/api/v1/namespaces/default/configmaps/a",
        "/clusters/c/api/v1/namespaces/default/pods/a/log",
        "/clusters/c/api/v1/namespaces/default/pods/a/eviction",
        "/clusters/c/api/v1/namespaces/default/services/a/status",
        "/clusters/c/api/v1/namespaces/default/serviceaccounts/default/token",
        "/clusters/c/apis/apps/v1/namespaces/default/deployments",
        "/clusters/c/apis/apps/v1/namespaces/default/deployments/a",
        "/clusters/c/apis/apps/v1/namespaces/default/deployments/a/scale",
        "/clusters/c/apis/batch/v1/namespaces/default/jobs/a",
        "/clusters/c/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        "/clusters/c/api/v1/namespaces/b",
        "/clusters/c/api/v1/events",
        "/clusters/c/openapi/v3/apis/apps/v1",
        "/clusters/c/apis",
        "/v2/a/b/blobs/uploads/",
        "/v2/a/b/blobs/uploads/1",
        "/v2/a/b/blobs/sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "/v2/a/b/manifests/latest",
        "/v2/a/b/tags/list",
        "/v2/_catalog",
    ];

    private static readonly string[] _queries =
    [
        "watch=true&timeoutSeconds=0",
        "labelSelector=a in (b,c),!d",
        "fieldSelector=metadata.name=a",
        "limit=1&continue=x",
        "resourceVersion=1&resourceVersionMatch=Exact",
        "fieldManager=m&force=true",
        "dryRun=All&fieldValidation=Strict",
        "propagationPolicy=Foreground&gracePeriodSeconds=0",
        "tailLines=1&sinceSeconds=1&container=main",
        "digest=sha256:0&mount=x&from=y&n=1&last=a",
    ];

    private static readonly string[] _types =
    [
        TestCluster.Json,
        TestCluster.Yaml,
        "application/vnd.kubernetes.protobuf",
        "application/apply-patch+yaml",
        "application/json-patch+json",
        "application/merge-patch+json",
        "application/strategic-merge-patch+json",
        "application/vnd.oci.image.manifest.v1+json",
        "odd/type; charset=none",
    ];

    private static readonly string[] _bodies =
    [
        Manifests.ConfigMap("a"),
        Manifests.Pod("a"),
        Manifests.Deployment("a", replicas: 2),
        Manifests.Service("a", "a"),
        Manifests.Job("a"),
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{"x":"y"}},"data":{"k":"v"}}""",
        """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"d","ports":[{"containerPort":1}]}]}}}}""",
        """[{"op":"add","path":"/data/x","value":"1"},{"op":"move","from":"/data","path":"/d~1ata"},{"op":"test","path":""}]""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"c","$patch":"delete"}],"$setElementOrder/containers":[]}}}}""",
        """{"schemaVersion":2,"config":{"digest":"sha256:0","size":1},"layers":[{"digest":"sha256:1","size":2}]}""",
        "k8s\0\n\u0012\n\u0002v1\u0012\tConfigMap\u0012\u000e\n\u0007\n\u0001a\u0012\u0000\u0012\u0003\n\u0001k",
        string.Concat(Enumerable.Repeat("[", Depth)),
        string.Concat(Enumerable.Repeat("{a: ", Depth)),
        string.Concat(Enumerable.Repeat("{\"a\":", Depth)),
        "",
    ];

    private static readonly Mutations _mutations = new(
        "null",
        "[]",
        "{}",
        "\"\"",
        "-1",
        "1e999",
        "9223372036854775808",
        "true",
        "/",
        "..",
        "%2e%2e/",
        "%00",
        "%zz",
        "&",
        "=",
        "*a",
        "&a ",
        "<<: ",
        "\u00ff\u00ff\u00ff\u00ff",
        "status",
        "scale"
    );

    /// <summary>A request to a server of a cluster <c>c</c> and a registry.</summary>
    /// <param name="random">What it is made by.</param>
    /// <param name="token">What lets it in.</param>
    public static OddRequest Next(Random random, string token)
    {
        var body = Any(_bodies, random);
        var bytes = random.Next(3) == 0 ? Encoding.UTF8.GetBytes(body) : _mutations.Of(body, random);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{Any(_methods, random)} {Target(random)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n"
                + $"Content-Type: {Any(_types, random)}\r\nAccept: {Any(_types, random)}\r\nContent-Length: {bytes.Length}\r\n\r\n"
        );
        byte[] request = [.. Encoding.UTF8.GetBytes(head), .. bytes];
        return random.Next(5) == 0 ? new(_mutations.Of(request, random), false) : new(request, true);
    }

    private static string Target(Random random)
    {
        var target = Any(_paths, random);
        target = random.Next(2) == 0 ? target : $"{target}?{Any(_queries, random)}";
        target = random.Next(2) == 0 ? target : Encoding.UTF8.GetString(_mutations.Of(target, random));
        return "/"
            + Uri.EscapeDataString(target.TrimStart('/'))
                .Replace("%2F", "/")
                .Replace("%3F", "?")
                .Replace("%3D", "=")
                .Replace("%26", "&")
                .Replace("%25", "%");
    }

    private static string Any(string[] choices, Random random) => choices[random.Next(choices.Length)];
}
