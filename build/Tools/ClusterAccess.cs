using Cake.Core.IO;

namespace Deploy.Tools;

/// <summary>
/// How helm and kubectl reach a cluster. Both come from the catalog and are given with every call: the current context
/// is never used.
/// </summary>
/// <param name="Kubeconfig">Absolute path of the kubeconfig.</param>
/// <param name="Context">A context in it.</param>
public sealed record ClusterAccess(FilePath Kubeconfig, string Context);
