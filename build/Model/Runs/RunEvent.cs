namespace Deploy.Model;

/// <summary>Something that happened in a run, for whoever watches: the console, the journal, JSON output.</summary>
public abstract record RunEvent;

/// <summary>A stage began with a service.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Service">The service.</param>
public sealed record ServiceStarted(Stage Stage, ServiceName Service) : RunEvent;

/// <summary>A stage proved something.</summary>
/// <param name="Fact">What.</param>
public sealed record Proven(Fact Fact) : RunEvent;

/// <summary>A stage failed for a service; the others go on.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Service">The service.</param>
/// <param name="Error">Why.</param>
public sealed record ServiceFailed(Stage Stage, ServiceName Service, Exception Error) : RunEvent;

/// <summary>A child process printed a line.</summary>
/// <param name="Stage">The stage that started it.</param>
/// <param name="Service">The service that it works for.</param>
/// <param name="Line">The line.</param>
public sealed record ChildOutput(Stage Stage, ServiceName Service, string Line) : RunEvent;

/// <summary>Something that the user should know.</summary>
/// <param name="Text">What.</param>
/// <param name="IsWarning">Whether it may be a mistake.</param>
public sealed record Note(string Text, bool IsWarning = false) : RunEvent;

/// <summary>Where what happens in a run is said.</summary>
public interface IRunEvents
{
    /// <summary>Tells everybody who watches.</summary>
    void Publish(RunEvent happened);

    /// <summary>Everything proven so far.</summary>
    IReadOnlyList<Fact> Facts { get; }
}
