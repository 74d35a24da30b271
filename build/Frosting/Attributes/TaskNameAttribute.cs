namespace Cake.Frosting;

/// <summary>Names a task. Without it, the name is the class name as it stands. Names are compared ignoring case.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute : Attribute
{
    /// <summary>Names the task.</summary>
    /// <param name="name">The name.</param>
    public TaskNameAttribute(string name)
    {
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }
}
