using Deploy.Reporting.Story;

namespace Deploy.Reporting.Screen;

/// <summary>What the live view shows about a service.</summary>
/// <param name="Service">Which.</param>
/// <param name="Stage">The stage that it is in, or was last; null before the first.</param>
/// <param name="State">How far that stage came.</param>
/// <param name="Began">When the stage began with it.</param>
/// <param name="Pods">Ready and wanted pods; null where nobody counts.</param>
/// <param name="Waiting">What is waited for.</param>
internal sealed record LiveRow(
    string Service,
    Stage? Stage = null,
    CellState State = CellState.NotReached,
    DateTimeOffset Began = default,
    (int Ready, int Wanted)? Pods = null,
    string? Waiting = null
);
