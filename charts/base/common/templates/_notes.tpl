{{/* What helm prints after an install: what it is and how to reach it. */}}
{{- define "common.notes" -}}
{{ .Chart.Name }} {{ .Chart.Version }} runs in {{ .Release.Namespace }} as {{ .Release.Name }} ({{ .Values.toolchain_env }}, {{ .Values.global.region }}).
{{- $ingress := default dict .Values.ingress }}
{{- if and $ingress.enabled $ingress.hosts }}
{{- range $ingress.hosts }}
  https://{{ $ingress.host_prefix }}{{ . }}/
{{- end }}
{{- else }}
  kubectl --namespace {{ .Release.Namespace }} port-forward service/{{ .Chart.Name }} 8080:80
{{- end }}
{{- if .Values.tests }}
  helm test {{ .Release.Name }} --namespace {{ .Release.Namespace }} --logs
{{- end }}
{{- end }}
