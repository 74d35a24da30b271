namespace Deploy.Hosting;

/// <summary>
/// A script that teaches a shell to complete the command line. The words stand in it, so that a key press starts no
/// process; it is made anew when the catalog changed.
/// </summary>
internal static class CompletionScript
{
    /// <summary>The script for a shell.</summary>
    /// <exception cref="UsageException">There is none for that shell.</exception>
    public static string For(string shell, CompletionWords words) =>
        shell switch
        {
            "bash" => Bash(words),
            "zsh" => Zsh(words),
            "pwsh" => PowerShell(words),
            _ => throw new UsageException(
                $"There is no completion for {Printable.Quote(shell)}{Nearest.Suggestion(shell, ["bash", "zsh", "pwsh"])}"
            )
            {
                NextStep = "--completion takes bash, zsh or pwsh",
            },
        };

    // Bash splits words at "=", so the argument's name is up to two words back. Behind a comma a list goes on.
    private static string Bash(CompletionWords words) =>
        $$"""
            # eval "$(./build.sh --completion=bash)"
            _deploy_build() {
                local current=${COMP_WORDS[COMP_CWORD]} name='' done=''
                if [[ $current == = ]]; then
                    name=${COMP_WORDS[COMP_CWORD - 1]} current=''
                elif [[ $COMP_CWORD -ge 2 && ${COMP_WORDS[COMP_CWORD - 1]} == = ]]; then
                    name=${COMP_WORDS[COMP_CWORD - 2]}
                elif [[ $current == --*=* ]]; then
                    name=${current%%=*} current=${current#*=}
                fi
                if [[ $current == *,* ]]; then
                    done=${current%,*}, current=${current##*,}
                fi
                local words=''
                case $name in
            {{Cases(words, (name, values) => $"        --{name}) words='{string.Join(' ', values)}' ;;")}}
                    '') words='{{string.Join(' ', words.Options)}}' ;;
                esac
                COMPREPLY=($(compgen -P "$done" -W "$words" -- "$current"))
                [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
                return 0
            }
            complete -F _deploy_build build.sh ./build.sh

            """;

    private static string Zsh(CompletionWords words) =>
        $$"""
            # eval "$(./build.sh --completion=zsh)"
            _deploy_build() {
                local name=${PREFIX%%=*}
                if [[ $PREFIX != --*=* ]]; then
                    compadd -S '' -- {{string.Join(' ', words.Options.Where(option => option.EndsWith('=')))}}
                    compadd -- {{string.Join(' ', words.Options.Where(option => !option.EndsWith('=')))}}
                    return
                fi
                compset -P 1 '*='
                compset -P '*,'
                case $name in
            {{Cases(
                words,
                (name, values) =>
                    $"        --{name}) compadd -- {string.Join(' ', values.Select(value => $"'{value}'"))} ;;"
            )}}
                esac
            }
            compdef _deploy_build build.sh ./build.sh

            """;

    // PowerShell ends words at commas, so what stands before the cursor is read from the line; what it gave as the word is
    // all that an answer replaces.
    private static string PowerShell(CompletionWords words) =>
        $$"""
            # ./build.ps1 --completion=pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName build.ps1, ./build.ps1, build.sh, ./build.sh -ScriptBlock {
                param($word, $line, $position)
                $values = @{
            {{Cases(
                words,
                (name, values) => $"        '--{name}' = @({string.Join(", ", values.Select(value => $"'{value}'"))})"
            )}}
                }
                $options = @({{string.Join(", ", words.Options.Select(option => $"'{option}'"))}})
                $typed = "$line"
                $end = $position - $line.Extent.StartOffset
                $text = if ($end -gt $typed.Length) { '' } else { ($typed.Substring(0, $end) -split '\s')[-1] }
                $kept = [Math]::Max(0, $text.Length - "$word".Length)
                $found = if ($text -notlike '--*=*') {
                    $options | Where-Object { $_.StartsWith($text) }
                } else {
                    $name, $rest = $text -split '=', 2
                    $comma = $rest.LastIndexOf(',') + 1
                    if ($values.ContainsKey($name)) {
                        $values[$name] |
                            Where-Object { $_.StartsWith($rest.Substring($comma)) } |
                            ForEach-Object { "$name=$($rest.Substring(0, $comma))$_" }
                    }
                }
                $found | ForEach-Object { $_.Substring($kept) }
            }

            """;

    private static string Cases(CompletionWords words, Func<string, IReadOnlyList<string>, string> line) =>
        string.Join('\n', words.Values.Select(entry => line(entry.Key, entry.Value)));
}
