{{/* The maintenance Deployment: keeps the queue, schedules what recurs, takes back what a dead worker held. */}}
{{- define "worker.maintenance" -}}
{{- $component := dict "root" . "component" "maintenance" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Chart.Name }}-maintenance
  labels:
    {{- include "common.labels" $component | nindent 4 }}
spec:
  {{- /* The queue is in its memory: one, and never two for the moment of a roll. */}}
  replicas: 1
  strategy:
    type: Recreate
  selector:
    matchLabels:
      {{- include "common.selector" $component | nindent 6 }}
  template:
    metadata:
      {{- include "common.podMetadata" $component | nindent 6 }}
    spec:
      {{- include "common.pod" (dict
        "root" .
        "name" "maintenance"
        "image" (include "common.image" (dict
          "root" .
          "repository" .Values.workflow_maintenance_image
          "revs" .Values.workflow_maintenance_image_rev
        ))
        "resources" .Values.maintenance.resources
        "server" true
      ) | nindent 6 }}
{{- end }}
