{{/*
An image as registry/repository:tag, and @digest where the install pins one under global.digests. Registry and region
come at install; the tag is the region's own in values.yaml.

  include "common.image" (dict "root" $ "repository" "users/api/gunicorn" "revs" .Values.gunicorn_image_rev)
*/}}
{{- define "common.image" -}}
{{- $global := .root.Values.global -}}
{{- $registry := required "global.registry is missing: give the host of the image registry at install" $global.registry -}}
{{- $region := required "global.region is missing" $global.region -}}
{{- $tag := get (default dict .revs) $region -}}
{{- $tag = required (printf "values.yaml has no tag of %s for the region %s" .repository $region) $tag -}}
{{- $digest := get (default dict $global.digests) .repository -}}
{{- $registry }}/{{ .repository }}:{{ $tag }}{{ with $digest }}@{{ . }}{{ end }}
{{- end }}
