using Deploy.Testing;

namespace Deploy.Integration.Releases;

/// <summary>A Deployment with a Service, a ConfigMap, an Ingress where values ask for one, and a test; busybox does the work where pods truly run.</summary>
internal static class BenchChart
{
    public static void Write(TemporaryFolder folder)
    {
        folder.Write("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
        folder.Write("web/values.yaml", Values);
        folder.Write("web/templates/web.yaml", Web);
        folder.Write("web/templates/ingress.yaml", Ingress);
        folder.Write("web/templates/test.yaml", Test);
    }

    private const string Values = $"""
        replicas: 1
        port: 80
        app: web
        image: {RealCluster.Busybox}
        command: mkdir -p /tmp/www && echo ok >/tmp/www/index.html && exec httpd -f -p 8000 -h /tmp/www
        greeting: hello
        annotations: {"{}"}
        test: wget -qO- http://web/
        testPolicy: before-hook-creation
        testAnnotations: {"{}"}
        """;

    private const string Web = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
        data:
          greeting: {{ .Values.greeting | quote }}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          {{- with .Values.serviceAnnotations }}
          annotations: {{ toJson . }}
          {{- end }}
        spec:
          {{- with .Values.serviceType }}
          type: {{ . }}
          {{- end }}
          selector: { app: {{ .Values.app }} }
          ports:
          - { name: http, port: {{ .Values.port }}, targetPort: 8000, protocol: TCP }
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
              annotations: {{ toJson .Values.annotations }}
            spec:
              terminationGracePeriodSeconds: 0
              {{- with .Values.nodeSelector }}
              nodeSelector: {{ toJson . }}
              {{- end }}
              containers:
              - name: server
                image: {{ .Values.image }}
                command: [sh, -c, {{ .Values.command | quote }}]
                {{- with .Values.env }}
                env: {{ toJson . }}
                {{- end }}
                {{- with .Values.resources }}
                resources: {{ toJson . }}
                {{- end }}
                readinessProbe:
                  httpGet: { path: /, port: 8000 }
                  periodSeconds: 1
        """;

    private const string Ingress = """
        {{- with .Values.ingress }}
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
          annotations: {{ toJson (.annotations | default dict) }}
        spec:
          {{- with .class }}
          ingressClassName: {{ . }}
          {{- end }}
          rules:
          - host: {{ .host }}
            http: { paths: [ { path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } } ] }
        {{- end }}
        """;

    private const string Test = """
        {{- with .Values.test }}
        apiVersion: v1
        kind: Pod
        metadata:
          name: web-test
          annotations:
            {{- with $.Values.testAnnotations }}{{ toYaml . | nindent 4 }}{{ end }}
            helm.sh/hook: test
            helm.sh/hook-delete-policy: {{ $.Values.testPolicy }}
        spec:
          restartPolicy: Never
          terminationGracePeriodSeconds: 0
          containers:
          - name: check
            image: {{ $.Values.testImage | default "localhost:5000/base/busybox:1" }}
            command: [sh, -c, {{ . | quote }}]
        {{- end }}
        """;
}
