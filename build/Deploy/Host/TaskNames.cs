using Cake.Frosting;
using Deploy.Model;

namespace Deploy.Host;

/// <summary>The tasks that there are; a task's class name is its name.</summary>
internal static class TaskNames
{
    /// <summary>All of them.</summary>
    public static IEnumerable<string> All =>
        typeof(TaskNames)
            .Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
            .Select(type => type.Name);

    /// <summary>Refuses a target that does not exist before anything is set up for it.</summary>
    /// <exception cref="UsageException">There is no such task; the nearest are named.</exception>
    public static void RequireKnown(IReadOnlyList<string> targets)
    {
        foreach (var target in targets)
        {
            if (!All.Contains(target, StringComparer.OrdinalIgnoreCase))
            {
                throw new UsageException($"There is no task {Printable.Quote(target)}{Nearest.Suggestion(target, All)}")
                {
                    NextStep = "--description lists the tasks",
                };
            }
        }
    }
}
