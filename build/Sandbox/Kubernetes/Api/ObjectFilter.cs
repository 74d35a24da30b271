using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>Which objects a list, watch or deletion of a collection is about.</summary>
internal sealed record ObjectFilter(
    string Resource,
    string Namespace,
    string Name,
    LabelSelector Labels,
    FieldSelector Fields
)
{
    /// <exception cref="ApiException">A selector cannot be parsed.</exception>
    public static ObjectFilter Of(ApiRequest request) =>
        new(
            request.Resource.QualifiedName,
            request.Resource.IsNamespaced ? request.Info.Namespace : "",
            request.Info.Name,
            LabelSelector.Parse(request.Query("labelSelector")),
            FieldSelector.Parse(request.Query("fieldSelector"), request.Resource)
        );

    public bool Matches(StoredObject stored) =>
        stored.Key.Resource == Resource
        && (Namespace.Length == 0 || stored.Key.Namespace == Namespace)
        && (Name.Length == 0 || stored.Key.Name == Name)
        && Labels.Matches(stored.Json)
        && Fields.Matches(stored.Json);

    public IEnumerable<StoredObject> Select(ObjectStore store) => store.List(Resource).Where(Matches);
}
