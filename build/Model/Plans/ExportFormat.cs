namespace Deploy.Model.Plans;

/// <summary>The engine that a plan is written down for.</summary>
public enum ExportFormat
{
    /// <summary>Flux: a <c>HelmRelease</c> for each release, from a <c>HelmRepository</c>.</summary>
    Flux,

    /// <summary>Argo CD: an <c>Application</c> for each release.</summary>
    ArgoCd,

    /// <summary>helmfile: one <c>helmfile.yaml</c>, with the values beside it.</summary>
    Helmfile,
}
