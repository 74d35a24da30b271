namespace Cake.Frosting;

/// <summary>
/// A failure of the hosting layer itself: a dependency that is no task, a working directory that is not there.
/// It is not a <see cref="Cake.Core.CakeException" /> and has no exit code of its own; the run ends with 1.
/// </summary>
public sealed class FrostingException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public FrostingException(string message)
        : base(message) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">Why.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}
