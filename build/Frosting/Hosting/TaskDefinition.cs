using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Hosting;

/// <summary>What a task's class says about it.</summary>
internal static class TaskDefinition
{
    public static string Name(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    public static string? Description(Type task) => task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    public static bool ContinuesOnError(Type task) => task.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false);

    public static IEnumerable<Type> Dependencies(Type task) =>
        task.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => attribute.Task);

    public static IEnumerable<Type> Dependees(Type task) =>
        task.GetCustomAttributes<IsDependeeOfAttribute>().Select(attribute => attribute.Task);

    /// <summary>
    /// The context that a task asks for. Only a direct base class counts: behind a base class of the program's own, a
    /// wrong context shows when the task is called.
    /// </summary>
    public static Type ContextType(Type task)
    {
        if (task.BaseType is not { IsConstructedGenericType: true } baseType)
        {
            return typeof(ICakeContext);
        }

        var definition = baseType.GetGenericTypeDefinition();
        return definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>)
            ? baseType.GenericTypeArguments[0]
            : typeof(ICakeContext);
    }
}
