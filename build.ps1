# Runs the deploy program: ./build.ps1 --target=InstallProd --services=infosite
#
# Compiles it first when a source is newer than the last build, into a folder of its own that becomes current by one
# rename, as build.sh does.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

$programs = '.artifacts/program'
$current = "$programs/current"

function Test-Stale {
  if (-not (Test-Path $current)) { return $true }
  $built = (Get-Item $current).LastWriteTimeUtc
  $sources = @(Get-ChildItem build -Recurse -File)
  $sources += Get-Item global.json, Directory.Build.props, Directory.Packages.props, BannedSymbols.txt, .editorconfig
  return [bool]($sources | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1)
}

function Get-Runtime {
  $system = if ($IsMacOS) { 'osx' } elseif ($IsLinux) { 'linux' } else { 'win' }
  $machine = if ([Runtime.InteropServices.RuntimeInformation]::OSArchitecture -eq 'Arm64') { 'arm64' } else { 'x64' }
  return "$system-$machine"
}

function Invoke-Compile {
  $started = [DateTime]::UtcNow
  $name = [IO.Path]::GetRandomFileName().Substring(0, 8)
  [Console]::Error.WriteLine('Compiling the deploy program (once per change)…')
  $options = 'build/Deploy', '--configuration', 'Release', '--runtime', (Get-Runtime), '--self-contained', 'false', '--output', "$programs/$name", '--verbosity', 'quiet', '--nologo'
  $log = & dotnet publish @options -p:PublishReadyToRun=true 2>&1
  if ($LASTEXITCODE -ne 0 -and ("$log" -match 'crossgen')) { $log = & dotnet publish @options 2>&1 }
  if ($LASTEXITCODE -ne 0) {
    $log | ForEach-Object { [Console]::Error.WriteLine($_) }
    [Console]::Error.WriteLine('Error: the deploy program does not compile; see above.')
    exit 2
  }
  Set-Content "$programs/$name.current" $name
  (Get-Item "$programs/$name.current").LastWriteTimeUtc = $started
  Move-Item -Force "$programs/$name.current" $current
}

if (Test-Stale) {
  New-Item -ItemType Directory -Force $programs | Out-Null
  $mutex = [Threading.Mutex]::new($false, 'deploy-' + ($PSScriptRoot -replace '[^A-Za-z0-9]', '-'))
  $mutex.WaitOne() | Out-Null
  try { if (Test-Stale) { Invoke-Compile } } finally { $mutex.ReleaseMutex() }
}

$program = Get-Content $current -TotalCount 1
& dotnet "$programs/$program/Deploy.dll" @args
exit $LASTEXITCODE
