{{/*
The Service named like the chart: port 80 to the pods of a component.

  include "common.service" (dict "root" $ "component" "server")
*/}}
{{- define "common.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .root.Chart.Name }}
  labels:
    {{- include "common.labels" . | nindent 4 }}
spec:
  type: ClusterIP
  selector:
    {{- include "common.selector" . | nindent 4 }}
  ports:
    - name: http
      port: 80
      targetPort: http
      {{- /* Named, although it is the default: server-side apply on old API servers refuses a port without it. */}}
      protocol: TCP
{{- end }}
