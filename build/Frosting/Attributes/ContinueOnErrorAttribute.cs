namespace Cake.Frosting;

/// <summary>Lets the run go on when the task fails; the report still says that it failed.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
