namespace Deploy.Charts.Objects;

/// <summary>A call failed in a way that another try may mend: no answer, half an answer, a server in trouble.</summary>
/// <param name="problem">The call, and what came of it.</param>
/// <param name="inner">What was thrown.</param>
public sealed class TransientException(string problem, Exception inner) : Exception(problem, inner);
