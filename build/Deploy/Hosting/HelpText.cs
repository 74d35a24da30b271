using Deploy.Arguments;
using Deploy.Reporting.Screen;

namespace Deploy.Hosting;

/// <summary>The text of <c>--help</c>: every argument, grouped by use.</summary>
internal static class HelpText
{
    private const int Narrowest = 20;

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, int width)
    {
        output.WriteLine("Takes services from source to a running Helm release.");
        output.WriteLine();
        output.WriteLine("  ./build.sh --target=InstallDev --services=infosite            your tree → dev");
        output.WriteLine("  ./build.sh --target=BuildAndInstallProd --services=%staging   merged → staging");
        output.WriteLine("  ./build.sh --target=InstallProd --services=infosite           staging → prod");
        output.WriteLine("  ./build.sh --description                                      every other task");
        output.WriteLine();

        var own = ArgumentTable.All.Where(argument => argument is { IsCakes: false, OnlyFor: null }).ToList();
        var left = own.Max(argument => Spelling(argument).Length) + 4;
        foreach (var group in own.GroupBy(argument => argument.Use))
        {
            output.WriteLine($"{group.Key}:");
            foreach (var argument in group)
            {
                Write(output, $"  {Spelling(argument)}".PadRight(left), argument.Help, width);
            }
        }

        output.WriteLine("For some tasks only:");
        Write(output, "  ", Paragraph(ArgumentTable.All.Where(argument => argument.OnlyFor is not null)), width);
        output.WriteLine("Cake's own:");
        Write(output, "  ", Paragraph(ArgumentTable.All.Where(argument => argument.IsCakes)), width);
    }

    // Whoever needs them knows them; the others need to see that they are there.
    private static string Paragraph(IEnumerable<Argument> arguments) =>
        string.Join("; ", arguments.Select(argument => $"{Spelling(argument)} ({argument.Help})"));

    // The text stands beside its label, all lines below one another.
    private static void Write(TextWriter output, string label, string text, int width)
    {
        foreach (var line in DisplayWidth.Wrap(text, Math.Max(width - label.Length, Narrowest)))
        {
            output.WriteLine(label + line);
            label = new string(' ', label.Length);
        }
    }

    private static string Spelling(Argument argument)
    {
        var shortOne = argument.Spellings.FirstOrDefault(spelling => spelling.Length == 2);
        return (shortOne is null ? "" : $"{shortOne}, ")
            + $"--{argument.Name}"
            + (
                argument.Placeholder.Length == 0 ? ""
                : argument.Kind == ArgumentKind.Optional ? $"[={argument.Placeholder}]"
                : $"={argument.Placeholder}"
            );
    }
}
