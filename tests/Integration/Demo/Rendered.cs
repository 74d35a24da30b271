using k8s.Models;

namespace Deploy.Integration.Demo;

/// <summary>Finding what a test asks about among rendered objects.</summary>
internal static class Rendered
{
    /// <summary>The only object of a kind.</summary>
    public static T The<T>(this IEnumerable<object> objects) => objects.OfType<T>().ShouldHaveSingleItem();

    /// <summary>The object of a kind and name.</summary>
    public static T The<T>(this IEnumerable<object> objects, string name)
        where T : IMetadata<V1ObjectMeta> =>
        objects.OfType<T>().Where(candidate => candidate.Metadata.Name == name).ShouldHaveSingleItem();

    /// <summary>The container of a pod that has one.</summary>
    public static V1Container Container(this V1PodSpec pod) => pod.Containers.ShouldHaveSingleItem();

    /// <summary>The container of a Deployment's pods.</summary>
    public static V1Container Container(this V1Deployment deployment) => deployment.Spec.Template.Spec.Container();

    /// <summary>What a container's environment variable is set to.</summary>
    public static string? Variable(this V1Container container, string name) =>
        container.Env.Where(variable => variable.Name == name).ShouldHaveSingleItem().Value;
}
