namespace Deploy.Model.Plans;

/// <summary>The stages of the pipeline, in their order. Each is a task of the same name.</summary>
public enum Stage
{
    /// <summary>The checkout is what upstream's main branch has.</summary>
    VerifyGitClean,

    /// <summary>PEX files from sources.</summary>
    BuildPex,

    /// <summary>Images around them.</summary>
    BuildImage,

    /// <summary>Images to the registry, and their digests back.</summary>
    PushEcr,

    /// <summary>New tags into values.yaml.</summary>
    UpdateValues,

    /// <summary>Charts to the chart repository.</summary>
    PublishChart,

    /// <summary>Releases into the cluster.</summary>
    HelmInstall,

    /// <summary>Their Helm tests.</summary>
    HelmTest,
}
