namespace Cake.Frosting;

/// <summary>Tells an overridden method from the base class's own.</summary>
internal static class Overrides
{
    /// <param name="method">The virtual method, bound to the task.</param>
    /// <param name="baseClass">The class that introduces it.</param>
    public static bool Declares(Delegate method, Type baseClass) => method.Method.DeclaringType != baseClass;
}
