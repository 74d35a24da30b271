{{/* The account of all pods of the chart; with an IAM role where iam_service_role_arn names one. */}}
{{- define "common.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Chart.Name }}
  labels:
    {{- include "common.labels" (dict "root" . "component" "account") | nindent 4 }}
  {{- with .Values.iam_service_role_arn }}
  annotations:
    eks.amazonaws.com/role-arn: {{ . | quote }}
  {{- end }}
automountServiceAccountToken: false
{{- end }}
