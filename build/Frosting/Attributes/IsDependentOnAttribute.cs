namespace Cake.Frosting;

/// <summary>Makes another task run before this one; several do so in the order given. Derived tasks inherit it.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute : Attribute
{
    /// <summary>Names the other task.</summary>
    /// <param name="type">The class of the task that runs first.</param>
    public IsDependentOnAttribute(Type type)
    {
        Task = type;
    }

    /// <summary>The class of the task that runs first.</summary>
    public Type Task { get; }
}
