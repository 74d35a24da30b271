namespace Cake.Frosting;

/// <summary>Which of its base class's methods a task overrides.</summary>
internal interface IOverrides
{
    bool Run { get; }

    bool ShouldRun { get; }

    bool OnError { get; }

    bool Finally { get; }
}
