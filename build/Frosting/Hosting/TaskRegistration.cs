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
        var definition = TaskDefinition.Of(task.GetType());
        log.Debug("Registering task: {0}", definition.Name);

        if (!definition.ContextType.IsInstanceOfType(context))
        {
            log.Warning(
                "Task cannot be used since the context isn't convertible to {0}.",
                definition.ContextType.FullName!
            );
            return;
        }

        var builder = engine.RegisterTask(definition.Name);
        if (!string.IsNullOrWhiteSpace(definition.Description))
        {
            builder.Description(definition.Description);
        }

        AttachOverrides(builder, task, definition);
        AttachDependencies(builder, definition);
    }

    private void AttachOverrides(CakeTaskBuilder builder, IFrostingTask task, TaskDefinition definition)
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

        if (definition.ContinuesOnError)
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

    private static void AttachDependencies(CakeTaskBuilder builder, TaskDefinition definition)
    {
        foreach (var dependency in definition.Dependencies)
        {
            builder.IsDependentOn(NameOf(dependency, "dependency"));
        }

        foreach (var dependee in definition.Dependees)
        {
            builder.IsDependeeOf(NameOf(dependee, "reverse dependency"));
        }
    }

    private static string NameOf(Type type, string role)
    {
        var name = TaskDefinition.NameOf(type);
        return type.IsAssignableTo(typeof(IFrostingTask))
            ? name
            : throw new FrostingException($"The {role} '{name}' is not a valid task.");
    }
}
