{{/*
A pod that `helm test` runs. It stays until the next test run, so that its logs can be read.

  include "web.test" (dict "root" $ "name" "smoke" "repository" "…" "revs" … "args" (list) "env" (dict))
*/}}
{{- define "web.test" -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ .root.Chart.Name }}-test-{{ .name }}
  labels:
    {{- include "common.labels" (dict "root" .root "component" (printf "test-%s" .name)) | nindent 4 }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  {{- include "common.pod" (merge (dict "image" (include "common.image" .) "restartPolicy" "Never") .) | nindent 2 }}
{{- end }}
