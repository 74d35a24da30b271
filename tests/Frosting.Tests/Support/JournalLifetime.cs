using Cake.Core;

namespace Cake.Frosting.Tests.Support;

/// <summary>A lifetime that notes both ends.</summary>
internal sealed class JournalLifetime : FrostingLifetime<JournalContext>
{
    public override void Setup(JournalContext context, ISetupContext info) => context.Journal.Add("setup");

    public override void Teardown(JournalContext context, ITeardownContext info) =>
        context.Journal.Add(info.Successful ? "teardown" : $"teardown after: {info.ThrownException.Message}");
}
