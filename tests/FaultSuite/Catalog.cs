namespace Deploy.FaultSuite;

/// <summary>The catalog of faults: what each row is about.</summary>
internal static class Catalog
{
    public static IReadOnlyDictionary<int, string> Rows { get; } =
        new SortedDictionary<int, string>
        {
            [1] = "the program is killed, anywhere",
            [2] = "it is killed while it writes values files",
            [3] = "it is killed, its helm lives on",
            [4] = "helm is killed in a first install",
            [5] = "helm is killed in an upgrade or rollback",
            [6] = "Ctrl-C while helm waits, once and twice",
            [7] = "recovery while another run is at work",
            [8] = "many runs at once for one release",
            [9] = "a first install that failed, then mended",
            [10] = "a selector that may not change",
            [11] = "a kind that the cluster does not know",
            [12] = "a Job that never ends",
            [13] = "a test pod that is deleted meanwhile",
            [14] = "a chart without tests",
            [15] = "test pods that were left behind",
            [16] = "an image that cannot be pulled, a crash",
            [17] = "an API server that is gone, or frozen",
            [18] = "a field that another manager owns",
            [19] = "a context that is missing or another's",
            [20] = "S3: errors, slowness, lost replies",
            [21] = "many publishers at once",
            [22] = "an index that cannot be read",
            [23] = "a version that is published already",
            [24] = "a store that ignores conditions",
            [25] = "registry: errors, tags, repositories, logins",
            [26] = "a tag that moves after the push",
            [27] = "a disk that is full or read-only",
            [28] = "a clock one hour off",
            [29] = "malformed YAML files",
            [30] = "a catalog of 10,000 services",
            [31] = "hostile names",
            [32] = "values.yaml is a link",
            [33] = "odd but valid values files",
            [34] = "links and ways out in charts",
            [35] = "every state a git checkout can be in",
            [36] = "a commit or change during the build",
            [37] = "secrets",
            [38] = "Helm 3 and Helm 4 in turn",
            [39] = "a webhook that fails",
            [40] = "no terminal, no reader",
            [42] = "two signals, as everyday tools send them",
            [43] = "the lock is lost while helm works",
            [49] = "what cannot be listed, logs without end",
            [50] = "a first install that never came up, then mended",
        };
}
