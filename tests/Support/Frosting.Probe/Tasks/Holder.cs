namespace Cake.Frosting.Probe.Tasks;

public static class Holder
{
    public sealed class Nested : FrostingTask;

    internal static class Private
    {
        public sealed class NestedInHidden : FrostingTask;
    }
}
