namespace Deploy.Integration.Sandbox;

/// <summary>A chart as small as one can be that has what the flows need.</summary>
internal static class WebChart
{
    /// <summary>Writes the chart and returns its folder.</summary>
    /// <param name="platform">Where to.</param>
    /// <param name="hasTest">Whether it has a Helm test.</param>
    /// <param name="extra">One more template.</param>
    public static string Write(Platform platform, bool hasTest = true, string extra = "")
    {
        platform.Write("web/values.yaml", "replicas: 1\nport: 80\napp: web\nimage: registry.test/web:1\npod: {}\n");
        platform.Write("web/templates/web.yaml", Objects);
        platform.Write("web/templates/extra.yaml", extra);
        platform.Write("web/templates/test.yaml", hasTest ? Test : "");
        return Path.GetDirectoryName(platform.Write("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"))!;
    }

    private const string Objects = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
        data:
          greeting: hello
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: { app: {{ .Values.app }} }
          ports:
          - port: {{ .Values.port }}
            targetPort: http
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: {{ .Values.replicas }}
          selector:
            matchLabels: { app: {{ .Values.app }} }
          template:
            metadata:
              labels: { app: {{ .Values.app }} }
              annotations: {{ toJson .Values.pod }}
            spec:
              containers:
              - name: web
                image: {{ .Values.image }}
                envFrom:
                - configMapRef: { name: web }
                ports:
                - name: http
                  containerPort: 8000
                readinessProbe:
                  httpGet: { path: /healthz, port: http }
        """;

    private const string Test = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web-test
          annotations:
            helm.sh/hook: test
            helm.sh/hook-delete-policy: before-hook-creation
            {{- with .Values.test }}
            sandbox.deploy/outcome: {{ . }}
            {{- end }}
        spec:
          restartPolicy: Never
          containers:
          - name: check
            image: registry.test/check:1
            command: [check, http://web]
        """;
}
