namespace Cake.Frosting;

/// <summary>Makes this task run before another one: <see cref="IsDependentOnAttribute" /> said from the other end.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute : Attribute
{
    /// <summary>Names the other task.</summary>
    /// <param name="type">The class of the task that runs afterwards.</param>
    public IsDependeeOfAttribute(Type type)
    {
        Task = type;
    }

    /// <summary>The class of the task that runs afterwards.</summary>
    public Type Task { get; }
}
