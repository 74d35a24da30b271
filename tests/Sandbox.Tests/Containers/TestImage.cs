using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Deploy.Model.Images;
using Deploy.Registry;

namespace Deploy.Sandbox.Tests.Containers;

/// <summary>An image of a test's own, put into a platform's registry without a client.</summary>
internal sealed class TestImage
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private const string ServerProgram = """
        import http.server, os, signal, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200 if os.path.exists('/tmp' + self.path) or self.path == '/' else 503)
                self.end_headers()
                self.wfile.write(os.environ['HOSTNAME'].encode() + b'\n')
            def log_message(self, *args): pass
        def stop(*args):
            os.write(1, b'asked to end\n')
            sys.exit(7)
        signal.signal(signal.SIGTERM, stop)
        os.makedirs('/tmp', exist_ok=True)
        open('/tmp/listening', 'w').close()
        print('listening', flush=True)
        http.server.HTTPServer(('0.0.0.0', 8000), Handler).serve_forever()
        """;

    private readonly List<byte[]> _layers = [];

    public JsonObject Config { get; } = [];

    public string? Architecture { get; init; }

    /// <summary>An image that holds one Python program, on no base, as our zipapps are.</summary>
    public static TestImage Python(string program)
    {
        var image = new TestImage().WithLayer(("app/main.py", $"#!/usr/bin/env python3\n{program}"));
        image.Config["Entrypoint"] = new JsonArray("/app/main.py");
        image.Config["WorkingDir"] = "/app";
        return image;
    }

    /// <summary>
    /// A server on port 8000 of all addresses, that answers with its host name: 200 for <c>/</c> and for what is a file in
    /// <c>/tmp</c>, 503 for the rest. Asked to end, it says so and ends with 7.
    /// </summary>
    public static TestImage Server() => Python(ServerProgram);

    /// <summary>An image with a shell script for its program.</summary>
    public static TestImage Shell(string script)
    {
        var image = new TestImage().WithLayer(("run", $"#!/bin/sh\n{script}\n"));
        image.Config["Entrypoint"] = new JsonArray("/run");
        return image;
    }

    /// <summary>One more layer of files that anyone may start.</summary>
    public TestImage WithLayer(params (string Name, string Content)[] files) =>
        WithLayer(
            files.Select(file =>
                (TarEntry)
                    new PaxTarEntry(TarEntryType.RegularFile, file.Name)
                    {
                        Mode = (UnixFileMode)0b111_101_101,
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(file.Content)),
                    }
            )
        );

    public TestImage WithLayer(IEnumerable<TarEntry> entries)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        _layers.Add(bytes.ToArray());
        return this;
    }

    /// <summary>Puts it into the registry.</summary>
    /// <returns>Its reference.</returns>
    public string Push(string stateFolder, string repository = "test/image", string tag = "1")
    {
        var store = new RegistryStore(Path.Combine(stateFolder, "registry"));
        var configuration = new JsonObject
        {
            ["os"] = "linux",
            ["architecture"] = Architecture,
            ["config"] = Config.DeepClone(),
        };
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["config"] = Blob(store, repository, "config", Encoding.UTF8.GetBytes(configuration.ToJsonString())),
            ["layers"] = new JsonArray([.. _layers.Select(layer => Blob(store, repository, "layer", layer))]),
        };
        store.Manifests.Put(repository, tag, ManifestType, Encoding.UTF8.GetBytes(manifest.ToJsonString()));
        return $"127.0.0.1:1/{repository}:{tag}";
    }

    private static JsonObject Blob(RegistryStore store, string repository, string kind, byte[] content)
    {
        var digest = Digest.Of(content);
        store.Blobs.Write(repository, digest, content);
        return new JsonObject
        {
            ["mediaType"] = kind,
            ["digest"] = digest.Value,
            ["size"] = content.Length,
        };
    }
}
