namespace Deploy.Testing.Fuzzing;

/// <summary>What a case of <see cref="Fuzz"/> failed with, and how to run it again.</summary>
public sealed class FuzzException(int seed, Exception failure)
    : Exception($"DEPLOY_FUZZ_SEED={seed}: {failure.Message}", failure);
