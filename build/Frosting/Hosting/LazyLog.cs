using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Hosting;

/// <summary>Cake's log, built when something is written: its palettes are for terminals, and quiet runs need none.</summary>
internal sealed class LazyLog(IConsole console) : ICakeLog
{
    private readonly Lazy<CakeBuildLog> _log = new(() => new CakeBuildLog(console));

    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity <= Verbosity)
        {
            _log.Value.Verbosity = Verbosity;
            _log.Value.Write(verbosity, level, format, args);
        }
    }
}
