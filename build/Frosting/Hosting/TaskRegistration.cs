using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Hosting;

/// <summary>Hands tasks to Cake's engine.</summary>
internal sealed class TaskRegistration(ICakeEngine engine, IFrostingContext context, ICakeLog log)
{
    /// <exception cref="FrostingException">A task depends on a class that is no task.</exception>
    /// <exception cref="CakeException">Two tasks have one name, or a task has two error handlers.</exception>
    public void Register(IFrostingTask task)
    {
        var type = task.GetType();
        var name = TaskDefinition.Name(type);
        log.Debug("Registering task: {0}", name);

        var contextType = TaskDefinition.ContextType(type);
        if (!contextType.IsInstanceOfType(context))
        {
            log.Warning("Task cannot be used since the context isn't convertible to {0}.", contextType.FullName!);
            return;
        }

        var builder = engine.RegisterTask(name);
        if (TaskDefinition.Description(type) is { } description && !string.IsNullOrWhiteSpace(description))
        {
            builder.Description(description);
        }

        AttachOverrides(builder, task);
        AttachDependencies(builder, type);
    }

    private void AttachOverrides(CakeTaskBuilder builder, IFrostingTask task)
    {
        if (task is not IOverrides overrides)
        {
            throw new InvalidOperationException(
                "This method expects all IFrostingTask to be instances of FrostingTask or AsyncFrostingTask."
            );
        }

        if (overrides.Run)
        {
            builder.Does(task.RunAsync);
        }

        if (overrides.ShouldRun)
        {
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        }

        if (TaskDefinition.ContinuesOnError(task.GetType()))
        {
            builder.ContinueOnError();
        }

        if (overrides.OnError)
        {
            builder.OnError(exception => task.OnError(exception, context));
        }

        if (overrides.Finally)
        {
            builder.Finally(() => task.Finally(context));
        }
    }

    private static void AttachDependencies(CakeTaskBuilder builder, Type task)
    {
        foreach (var dependency in TaskDefinition.Dependencies(task))
        {
            builder.IsDependentOn(NameOf(dependency, "dependency"));
        }

        foreach (var dependee in TaskDefinition.Dependees(task))
        {
            builder.IsDependeeOf(NameOf(dependee, "reverse dependency"));
        }
    }

    private static string NameOf(Type type, string role)
    {
        var name = TaskDefinition.Name(type);
        return type.IsAssignableTo(typeof(IFrostingTask))
            ? name
            : throw new FrostingException($"The {role} '{name}' is not a valid task.");
    }
}
