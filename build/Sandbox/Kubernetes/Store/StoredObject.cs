using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Store;

/// <summary>
/// One version of an object as it is stored. It never changes: whoever wants another version takes a
/// <see cref="Copy"/>, changes that and stores it.
/// </summary>
internal sealed class StoredObject
{
    private StoredObject(ObjectKey key, JsonObject json, byte[] utf8)
    {
        Key = key;
        Json = json;
        Utf8 = utf8;
        Revision = long.Parse(json.Text("metadata", "resourceVersion") ?? "0");
    }

    /// <summary>Stores <paramref name="json"/>, which must not be changed from here on.</summary>
    public static StoredObject Of(ObjectKey key, JsonObject json) => new(key, json, JsonText.ToUtf8(json));

    public ObjectKey Key { get; }

    /// <summary>The object, for reading only.</summary>
    public JsonObject Json { get; }

    /// <summary>The object as it is sent and logged.</summary>
    public byte[] Utf8 { get; }

    /// <summary>The <c>resourceVersion</c> of this version.</summary>
    public long Revision { get; }

    public string Uid => Json.Text("metadata", "uid") ?? "";

    public bool IsBeingDeleted => Json.Text("metadata", "deletionTimestamp") is not null;

    /// <summary>A copy to change.</summary>
    public JsonObject Copy() => Json.Copy();
}
