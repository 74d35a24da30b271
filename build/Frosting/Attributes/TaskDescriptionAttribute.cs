namespace Cake.Frosting;

/// <summary>Says what a task does, for <c>--description</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute : Attribute
{
    /// <summary>Describes the task.</summary>
    /// <param name="description">What it does.</param>
    public TaskDescriptionAttribute(string description)
    {
        Description = description;
    }

    /// <summary>What the task does.</summary>
    public string Description { get; }
}
