#!/usr/bin/env bash
# Runs the deploy program: ./build.sh --target=InstallProd --services=infosite
#
# Compiles it first when a source is newer than the last build. Every build goes to a folder of its own and becomes
# current by one rename, so that a program that is running is never changed under its feet.
set -euo pipefail
[[ "${BASH_SOURCE[0]}" == */* ]] && cd "${BASH_SOURCE[0]%/*}"

readonly programs=.artifacts/program
readonly current=$programs/current

# Whatever lies in build/ is a source; looking at names would take as long as all the rest.
is_stale() {
  [[ ! -f $current ]] || [[ -n $(find build global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig \
    -newer "$current" -print -quit) ]]
}

runtime_identifier() {
  local system machine
  case $(uname -s) in Darwin) system=osx ;; *) system=linux ;; esac
  case $(uname -m) in arm64 | aarch64) machine=arm64 ;; *) machine=x64 ;; esac
  echo "$system-$machine"
}

compile() {
  local rid folder started log
  rid=$(runtime_identifier)
  folder=$(mktemp -d "$programs/XXXXXXXX")
  started=$folder.started
  log=$folder.log
  touch "$started"
  echo "Compiling the deploy program (once per change)…" >&2
  # Analyzers are for "dotnet build" and CI; here they would only make people wait.
  local options=(build/Deploy -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:TreatWarningsAsErrors=false --configuration Release --runtime "$rid" --self-contained false --output "$folder" --verbosity quiet --nologo)
  # Compiled ahead it starts in half the time; where the compiler's package cannot be had, it runs all the same.
  if ! dotnet publish "${options[@]}" -p:PublishReadyToRun=true >"$log" 2>&1; then
    if ! grep -qi 'crossgen' "$log" || ! dotnet publish "${options[@]}" >"$log" 2>&1; then
      cat "$log" >&2
      echo "Error: the deploy program does not compile; see above." >&2
      rm -rf "$folder" "$started" "$log"
      return 2
    fi
  fi
  echo "${folder##*/}" >"$folder.current"
  touch -r "$started" "$folder.current"
  mv -f "$folder.current" "$current"
  rm -f "$started" "$log"
  # Older builds go once nothing can still be starting from them.
  find "$programs" -mindepth 1 -maxdepth 1 -type d -mmin +60 ! -name "${folder##*/}" -exec rm -rf {} +
}

compile_alone() {
  mkdir -p "$programs"
  if command -v flock >/dev/null; then
    exec 9>"$programs/lock"
    flock 9
    if is_stale; then compile; fi
    exec 9>&-
  else
    # mkdir is atomic everywhere; a lock whose owner is gone is taken over.
    until mkdir "$programs/lock.d" 2>/dev/null; do
      kill -0 "$(cat "$programs/lock.d/pid" 2>/dev/null || echo 1)" 2>/dev/null || rm -rf "$programs/lock.d"
      sleep 0.2
    done
    echo $$ >"$programs/lock.d/pid"
    trap 'rm -rf "$programs/lock.d"' EXIT
    if is_stale; then compile; fi
    trap - EXIT
    rm -rf "$programs/lock.d"
  fi
}

if is_stale; then
  if ! command -v dotnet >/dev/null; then
    echo "Error: dotnet is not installed; this needs the .NET 10 SDK." >&2
    exit 2
  fi
  compile_alone
fi

read -r program <"$current"
exec dotnet "$programs/$program/Deploy.dll" "$@"
