{{/*
A container's environment: where it runs, what the template says ("env"), what values.yaml says (env, secret_env); the
former win. One sorted list without duplicates, which server-side apply would refuse.
*/}}
{{- define "common.env" -}}
{{- $values := .root.Values -}}
{{- $place := dict "TOOLCHAIN_ENV" (required "toolchain_env is missing" $values.toolchain_env) "REGION" $values.global.region -}}
{{- range $name, $value := merge $place (default dict .env) (default dict $values.env) }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- range $name, $from := $values.secret_env }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ $from.secret }}
      key: {{ $from.key }}
      {{- /* The service says itself what it does without. */}}
      optional: true
{{- end }}
{{- end }}
