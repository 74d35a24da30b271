using Cake.Core;

namespace Cake.Frosting.Tests.Support;

/// <summary>A task lifetime that notes both ends.</summary>
internal sealed class JournalTaskLifetime : FrostingTaskLifetime<JournalContext>
{
    public override void Setup(JournalContext context, ITaskSetupContext info) =>
        context.Journal.Add($"before {info.Task.Name}");

    public override void Teardown(JournalContext context, ITaskTeardownContext info) =>
        context.Journal.Add(
            $"after {info.Task.Name}{(info.Skipped ? " (skipped)" : "")}{(info.Successful ? "" : " (failed)")}"
        );
}
