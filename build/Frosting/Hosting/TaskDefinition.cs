using System.Collections.Concurrent;
using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Hosting;

/// <summary>What a task's class says about it.</summary>
internal sealed class TaskDefinition
{
    private static readonly ConcurrentDictionary<Type, TaskDefinition> _known = new();

    private TaskDefinition(Type type)
    {
        Name = NameOf(type);
        Description = type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;
        ContinuesOnError = type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false);
        Dependencies = [.. type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => attribute.Task)];
        Dependees = [.. type.GetCustomAttributes<IsDependeeOfAttribute>().Select(attribute => attribute.Task)];
        ContextType = ContextOf(type);
    }

    public string Name { get; }

    public string? Description { get; }

    public bool ContinuesOnError { get; }

    public IReadOnlyList<Type> Dependencies { get; }

    public IReadOnlyList<Type> Dependees { get; }

    /// <summary>
    /// The context that the task asks for. Only a direct base class counts: behind a base class of the program's own, a
    /// wrong context shows when the task is called.
    /// </summary>
    public Type ContextType { get; }

    /// <summary>The definition of a task; a class is read once.</summary>
    public static TaskDefinition Of(Type task) => _known.GetOrAdd(task, type => new TaskDefinition(type));

    /// <summary>The name of a class, whether it is a task or not.</summary>
    public static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private static Type ContextOf(Type task)
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
