using Cake.Core;

namespace Cake.Frosting.Tests.Support;

/// <summary>A context of a program's own, with a service of its own.</summary>
internal sealed class JournalContext(ICakeContext context, Journal journal) : FrostingContext(context)
{
    public Journal Journal { get; } = journal;
}
