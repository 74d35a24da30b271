#!/usr/bin/env bash
# Runs the deploy program: ./build.sh --target=InstallProd --services=infosite
#
# Compiles it first when a source is newer than the last build. Every build goes to a folder of its own and becomes
# current by one rename, so that a program that is running is never changed under its feet. build.ps1 does the same, by the
# same rules, and both may run at once.

# Other shells leave it to bash, and none is to become this program or to keep its options.
if [ -z "${BASH_VERSION-}" ] && [ -f "$0" ]; then
  case ${ZSH_EVAL_CONTEXT-} in *file*) ;; *) exec bash "$0" "$@" ;; esac
fi
if [ -z "${BASH_VERSION-}" ] || [ "${BASH_SOURCE-}" != "$0" ]; then
  echo "Error: build.sh is to be run, not sourced: ./build.sh --help" >&2
  return 2 2>/dev/null || exit 2
fi
set -euo pipefail

fail() {
  echo "Error: $*" >&2
  exit 2
}

# The checkout is where the script is, whatever link led to it.
script=$0
while [[ -L $script ]]; do
  target=$(readlink "$script")
  [[ $target == /* || $script != */* ]] || target=${script%/*}/$target
  script=$target
done
if [[ $script == */* ]]; then CDPATH='' cd -P -- "${script%/*}/" || exit 2; fi

# Services and containers may start it without; .NET and helm need one.
[[ -n ${HOME-} ]] || unset HOME
export HOME="${HOME:-$(echo ~)}"

readonly programs=.artifacts/program
readonly current=$programs/current
readonly patience=900 # seconds for somebody else's compilation

# Whatever lies in build/ is a source, and a folder that lost one is newer, too; looking at names would take as long as all
# the rest.
is_stale() {
  local program
  [[ ! -e $current ]] && return 0
  { read -r program <"$current"; } 2>/dev/null || fail "$PWD/$current cannot be read by $(id -un)."
  [[ ! -f $programs/$program/Deploy.dll ]] || [[ -n $(find build global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig \
    -newer "$current" -print -quit) ]]
}

runtime_identifier() {
  local system machine
  case $(uname -s) in Darwin) system=osx ;; *) system=linux ;; esac
  case $(uname -m) in arm64 | aarch64) machine=arm64 ;; *) machine=x64 ;; esac
  echo "$system-$machine"
}

# What a compilation that ends early would leave.
folder='' link=''
clean_up() {
  [[ -z $folder ]] || rm -rf "$folder" "$folder".*
  [[ -z $link ]] || rm -f "$link"
}

# Without the lock, which servers that a compilation leaves behind would keep.
publish() {
  dotnet publish "$@" 9>&-
}

compile() {
  local rid options
  rid=$(runtime_identifier)
  folder=$(mktemp -d "$programs/XXXXXXXX")
  # Who may read the sources may run what becomes of them, unless the umask says otherwise.
  chmod "$(printf '%o' $((0777 & ~0$(umask))))" "$folder"
  touch "$folder.started"
  echo "Compiling the deploy program (once per change)…" >&2
  # Analyzers are for "dotnet build" and CI; here they would only make people wait.
  options=(build/Deploy -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:TreatWarningsAsErrors=false --configuration Release --runtime "$rid" --self-contained false --output "$folder" --verbosity quiet --nologo)
  # Compiled ahead it starts in half the time; where the compiler's package cannot be had, it runs all the same.
  if ! publish "${options[@]}" -p:PublishReadyToRun=true >"$folder.log" 2>&1; then
    if ! grep -qi 'crossgen' "$folder.log" || ! publish "${options[@]}" >"$folder.log" 2>&1; then
      cat "$folder.log" >&2
      fail "the deploy program does not compile; see above."
    fi
  fi
  echo "${folder##*/}" >"$folder.current"
  touch -r "$folder.started" "$folder.current"
  mv -f "$folder.current" "$current"
  rm -f "$folder".*
  folder=''
  remove_old_builds
}

# Older builds go once nothing runs from them, or can still be starting to.
remove_old_builds() {
  local running old
  running=$(ps -A -o args= 2>/dev/null || cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' '\n' || true)
  find "$programs" -mindepth 1 -maxdepth 1 -type d -mmin +60 ! -name "$(<"$current")" | while read -r old; do
    [[ $running == *"$old/Deploy.dll"* ]] || rm -rf "$old"
  done
}

# Where there is no flock, a link is made with the owner's id in it; one whose owner is gone is taken away.
take_lock() {
  if command -v flock >/dev/null; then
    flock -n 9
  elif ln -s "$$" "$programs/lock.pid" 2>/dev/null; then
    link=$programs/lock.pid
  else
    kill -0 "$(readlink "$programs/lock.pid" || echo $$)" 2>/dev/null || rm -f "$programs/lock.pid"
    return 1
  fi
}

compile_alone() {
  mkdir -p "$programs" 2>/dev/null && [[ -w $programs ]] ||
    fail "the deploy program has to be compiled, and $(id -un) cannot write to $PWD/$programs. Let its owner run ./build.sh, or use a checkout of your own."
  trap clean_up EXIT
  exec 9>>"$programs/lock"
  until take_lock; do
    [[ -n ${is_told-} ]] || echo "Another run compiles the deploy program; waiting for it…" >&2
    is_told=yes
    ((SECONDS < patience)) || fail "after $((patience / 60)) minutes it still compiles: end it, or remove $PWD/$programs"
    sleep 0.2
  done
  # Meanwhile another one may have compiled it.
  if is_stale; then compile; fi
  exec 9>&-
  clean_up
  trap - EXIT
}

command -v dotnet >/dev/null || fail "dotnet is not installed; this needs the .NET 10 SDK."
if is_stale; then compile_alone; fi

read -r program <"$current"
exec dotnet "$programs/$program/Deploy.dll" "$@"
