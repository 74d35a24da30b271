{{/* The metadata of a Deployment's pods: what selects them, and the annotations of pod_annotations. */}}
{{- define "common.podMetadata" -}}
labels:
  {{- include "common.selector" . | nindent 2 }}
{{- with .root.Values.pod_annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/*
The specification of a pod with one container. "server" opens port 8000 and probes the health path.

  include "common.pod" (dict "root" $ "name" "server" "image" "…" "args" (list) "env" (dict) "resources" (dict)
                             "server" true "restartPolicy" "Never")
*/}}
{{- define "common.pod" -}}
serviceAccountName: {{ .root.Chart.Name }}
automountServiceAccountToken: false
{{- with .restartPolicy }}
restartPolicy: {{ . }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
containers:
  - name: {{ .name }}
    image: {{ .image }}
    imagePullPolicy: IfNotPresent
    {{- with .args }}
    args:
      {{- range . }}
      - {{ . | quote }}
      {{- end }}
    {{- end }}
    env:
      {{- include "common.env" . | trim | nindent 6 }}
    {{- if .server }}
    ports:
      - name: http
        containerPort: 8000
        protocol: TCP
    {{- include "common.probes" .root | nindent 4 }}
    {{- end }}
    {{- with .resources }}
    resources:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop:
          - ALL
    volumeMounts:
      - name: tmp
        mountPath: /tmp
volumes:
  {{- /* The root file system is read-only; a PEX unpacks itself here. */}}
  - name: tmp
    emptyDir: {}
{{- end }}

{{/* Ready: answers on the health path. Alive: still answers; more patient, as a restart helps only what hangs. */}}
{{- define "common.probes" -}}
{{- $path := default "/healthz" .Values.health_path -}}
readinessProbe:
  httpGet:
    path: {{ $path }}
    port: http
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 3
livenessProbe:
  httpGet:
    path: {{ $path }}
    port: http
  initialDelaySeconds: 15
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
{{- end }}
