namespace Deploy.CrashSweep;

/// <summary>What the kernel was asked for by a run, as strace saw it.</summary>
internal sealed class KernelTrace
{
    public const string Calls = "all";
}
