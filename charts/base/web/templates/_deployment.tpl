{{/*
The Deployment of a web service; "repository" and "revs" as for common.image.

  include "web.deployment" (dict "root" $ "repository" .Values.gunicorn_image "revs" .Values.gunicorn_image_rev)
*/}}
{{- define "web.deployment" -}}
{{- $root := .root -}}
{{- $component := dict "root" $root "component" "server" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $root.Chart.Name }}
  labels:
    {{- include "common.labels" $component | nindent 4 }}
spec:
  replicas: {{ $root.Values.replicas }}
  selector:
    matchLabels:
      {{- include "common.selector" $component | nindent 6 }}
  strategy:
    rollingUpdate:
      {{- /* Never fewer than asked for, not even for the moment of a roll. */}}
      maxUnavailable: 0
      maxSurge: 1
  template:
    metadata:
      {{- include "common.podMetadata" $component | nindent 6 }}
    spec:
      topologySpreadConstraints:
        - topologyKey: kubernetes.io/hostname
          maxSkew: 1
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "common.selector" $component | nindent 14 }}
      {{- include "common.pod" (dict
        "root" $root
        "name" "server"
        "image" (include "common.image" .)
        "resources" $root.Values.resources
        "server" true
      ) | nindent 6 }}
{{- end }}
