{{/* A Deployment for every entry of workers; each claims its kinds of work units from the chart's Service. */}}
{{- define "worker.deployments" -}}
{{- $image := include "common.image" (dict
  "root" .
  "repository" .Values.workflow_server_image
  "revs" .Values.workflow_server_rev
) -}}
{{- range $name, $worker := .Values.workers }}
{{- $component := dict "root" $ "component" (printf "worker-%s" $name) }}
{{- $env := dict "QUEUE_URL" (printf "http://%s" $.Chart.Name) }}
{{- with $worker.kinds }}
{{- $_ := set $env "WORK_KINDS" (join "," .) }}
{{- end }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $.Chart.Name }}-worker-{{ $name }}
  labels:
    {{- include "common.labels" $component | nindent 4 }}
spec:
  replicas: {{ $worker.replicas }}
  selector:
    matchLabels:
      {{- include "common.selector" $component | nindent 6 }}
  template:
    metadata:
      {{- include "common.podMetadata" $component | nindent 6 }}
    spec:
      {{- include "common.pod" (dict
        "root" $
        "name" "worker"
        "image" $image
        "env" $env
        "resources" $worker.resources
        "server" true
      ) | nindent 6 }}
{{- end }}
{{- end }}
