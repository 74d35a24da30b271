{{/*
An Ingress for every host of ingress.hosts, where ingress.enabled; else nothing. ingress.host_prefix stands before each
host, and is given where an environment has hosts of its own, as "staging.".
*/}}
{{- define "web.ingress" -}}
{{- if .Values.ingress.enabled -}}
{{- if not .Values.ingress.hosts }}{{ fail "ingress.enabled needs ingress.hosts" }}{{ end -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .Chart.Name }}
  labels:
    {{- include "common.labels" (dict "root" . "component" "server") | nindent 4 }}
  {{- with .Values.ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with .Values.ingress.class_name }}
  ingressClassName: {{ . }}
  {{- end }}
  rules:
    {{- range .Values.ingress.hosts }}
    - host: {{ printf "%s%s" (default "" $.Values.ingress.host_prefix) . | quote }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ $.Chart.Name }}
                port:
                  name: http
    {{- end }}
{{- end }}
{{- end }}
