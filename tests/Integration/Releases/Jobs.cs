namespace Deploy.Integration.Releases;

/// <summary>Templates of Jobs.</summary>
internal static class Jobs
{
    /// <summary>A Job with an outcome on the embedded platform.</summary>
    public static string Of(string name, string outcome, string annotations = "deploy.test/plain: 'true'") =>
        $$"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{name}}
              annotations: { {{annotations}} }
            spec:
              backoffLimit: 0
              template:
                metadata:
                  annotations: { sandbox.deploy/outcome: {{outcome}} }
                spec:
                  restartPolicy: Never
                  containers:
                  - name: work
                    image: registry.test/work:1
            """;

    /// <summary>A Job that runs a command of busybox.</summary>
    public static string Running(string name, string command, string annotations = "deploy.test/plain: 'true'") =>
        $$"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{name}}
              annotations: { {{annotations}} }
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  terminationGracePeriodSeconds: 0
                  containers:
                  - name: work
                    image: localhost:5000/base/busybox:1
                    command: [sh, -c, "{{command}}"]
            """;
}
