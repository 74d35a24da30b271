#Requires -Version 7.3
# Runs the deploy program: ./build.ps1 --target=InstallProd --services=infosite
#
# Compiles it first when a source is newer than the last build. Every build goes to a folder of its own and becomes
# current by one rename, so that a program that is running is never changed under its feet. build.sh does the same, by the
# same rules, and both may run at once.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$programs = '.artifacts/program'
$current = "$programs/current"
$patience = [TimeSpan]::FromMinutes(15) # for somebody else's compilation

function Write-Problem($problem) {
  [Console]::Error.WriteLine($problem)
}

# Whatever lies in build/ is a source, and a folder that lost one is newer, too.
function Test-Stale {
  if (-not (Test-Path $current)) { return $true }
  if (-not (Test-Path "$programs/$(Get-Content $current -TotalCount 1)/Deploy.dll")) { return $true }
  $built = (Get-Item $current).LastWriteTimeUtc
  $sources = @(Get-Item -Force build, global.json, Directory.Build.props, Directory.Packages.props, BannedSymbols.txt, .editorconfig)
  $sources += Get-ChildItem build -Recurse -Force
  foreach ($source in $sources) { if ($source.LastWriteTimeUtc -gt $built) { return $true } }
  return $false
}

function Get-Runtime {
  $system = if ($IsMacOS) { 'osx' } elseif ($IsLinux) { 'linux' } else { 'win' }
  $machine = if ([Runtime.InteropServices.RuntimeInformation]::OSArchitecture -eq 'Arm64') { 'arm64' } else { 'x64' }
  return "$system-$machine"
}

function Invoke-Compile {
  $name = [IO.Path]::GetRandomFileName().Substring(0, 8)
  $folder = "$programs/$name"
  New-Item -ItemType Directory $folder | Out-Null
  New-Item -ItemType File "$folder.current" -Value "$name`n" | Out-Null
  $started = (Get-Item "$folder.current").LastWriteTimeUtc
  Write-Problem 'Compiling the deploy program (once per change)…'
  # Analyzers are for "dotnet build" and CI; here they would only make people wait.
  $options = 'build/Deploy', '-p:RunAnalyzers=false', '-p:EnforceCodeStyleInBuild=false', '-p:TreatWarningsAsErrors=false', '--configuration', 'Release', '--runtime', (Get-Runtime), '--self-contained', 'false', '--output', $folder, '--verbosity', 'quiet', '--nologo'
  try {
    # Compiled ahead it starts in half the time; where the compiler's package cannot be had, it runs all the same.
    $log = & dotnet publish @options -p:PublishReadyToRun=true 2>&1
    if ($LASTEXITCODE -ne 0 -and "$log" -match 'crossgen') { $log = & dotnet publish @options 2>&1 }
    if ($LASTEXITCODE -ne 0) {
      $log | ForEach-Object { Write-Problem "$_" }
      Write-Problem 'Error: the deploy program does not compile; see above.'
      return $false
    }
    (Get-Item "$folder.current").LastWriteTimeUtc = $started
    Move-Item -Force "$folder.current" $current
    $folder = $null
  } finally {
    if ($folder) { Remove-Item -Recurse -Force $folder, "$folder.current" -ErrorAction Ignore }
  }
  Remove-OldBuilds $name
  return $true
}

# Older builds go once nothing runs from them, or can still be starting to.
function Remove-OldBuilds($name) {
  $running = (Get-Process).CommandLine -join "`n"
  Get-ChildItem $programs -Directory |
    Where-Object { $_.Name -ne $name -and $_.LastWriteTimeUtc -lt [DateTime]::UtcNow.AddHours(-1) } |
    Where-Object { -not $running.Contains("$programs/$($_.Name)/Deploy.dll") } |
    Remove-Item -Recurse -Force -ErrorAction Ignore
}

# The lock of build.sh: .NET and flock lock files in the same way.
function Open-Lock {
  $clock = [Diagnostics.Stopwatch]::StartNew()
  $told = $false
  while ($true) {
    try { return [IO.File]::Open("$PWD/$programs/lock", 'OpenOrCreate', 'Write', 'None') }
    catch [IO.IOException] {
      # Others of its kind say that there is no folder.
      if ($_.Exception.GetBaseException().GetType() -ne [IO.IOException]) { throw }
      if (-not $told) { Write-Problem 'Another run compiles the deploy program; waiting for it…' }
      $told = $true
      if ($clock.Elapsed -gt $patience) {
        Write-Problem "Error: after $($patience.TotalMinutes) minutes it still compiles: end it, or remove $PWD/$programs"
        exit 2
      }
      Start-Sleep -Milliseconds 200
    }
  }
}

function Invoke-CompileAlone {
  try {
    New-Item -ItemType Directory -Force $programs | Out-Null
    $lock = Open-Lock
  } catch {
    Write-Problem "Error: the deploy program has to be compiled, and $([Environment]::UserName) cannot write to $PWD/$programs. Let its owner run ./build.ps1, or use a checkout of your own."
    return $false
  }
  # Meanwhile another one may have compiled it.
  try { return -not (Test-Stale) -or (Invoke-Compile) } finally { $lock.Dispose() }
}

# What stands behind a comma has become an element of an array: --services=a,b is one word all the same.
$words = @(foreach ($word in $args) { if ($word -is [array]) { $word -join ',' } else { [string]$word } })

# The checkout is where the script is, whatever link led to it; who called it stays where he is.
$script = (Get-Item -Force $PSCommandPath).ResolveLinkTarget($true) ?? (Get-Item -Force $PSCommandPath)
Push-Location -LiteralPath $script.DirectoryName
try {
  if (-not (Get-Command dotnet -ErrorAction Ignore)) {
    Write-Problem 'Error: dotnet is not installed; this needs the .NET 10 SDK.'
    exit 2
  }
  if ((Test-Stale) -and -not (Invoke-CompileAlone)) { exit 2 }
  $program = "$programs/$(Get-Content $current -TotalCount 1)/Deploy.dll"
  # On a drive without files PowerShell leaves * and ? in arguments alone; the program still runs in the checkout.
  Set-Location Env:
  & dotnet $program @words
  exit $LASTEXITCODE
} finally {
  Pop-Location
}
