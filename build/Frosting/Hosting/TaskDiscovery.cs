using System.Reflection;

namespace Cake.Frosting.Hosting;

/// <summary>Finds the tasks of an assembly: its public, concrete classes that are tasks.</summary>
internal static class TaskDiscovery
{
    public static Type[] FindTasks(Assembly assembly) => [.. assembly.GetExportedTypes().Where(IsTask)];

    private static bool IsTask(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask));
}
