using Deploy.Context;

namespace Deploy.Host;

/// <summary>The text of <c>--help</c>: every argument, grouped by use.</summary>
internal static class HelpText
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, int width)
    {
        output.WriteLine("Takes services from source to a running Helm release.");
        output.WriteLine();
        output.WriteLine(
            "  ./build.sh --target=InstallDev --services=infosite            your tree, into your namespace"
        );
        output.WriteLine("  ./build.sh --target=BuildAndInstallProd --services=%staging   what was merged, to staging");
        output.WriteLine("  ./build.sh --target=InstallProd --services=infosite           what staging had, to prod");
        output.WriteLine("  ./build.sh --description                                      every other task");

        var left = ArgumentTable.All.Max(argument => Spelling(argument).Length) + 4;
        foreach (var group in ArgumentTable.All.GroupBy(argument => argument.Use))
        {
            output.WriteLine();
            output.WriteLine($"{group.Key}:");
            foreach (var argument in group)
            {
                WriteArgument(output, argument, left, Math.Max(width, left + 20));
            }
        }
    }

    private static void WriteArgument(TextWriter output, Argument argument, int left, int width)
    {
        var line = $"  {Spelling(argument)}".PadRight(left);
        foreach (var word in argument.Help.Split(' '))
        {
            if (line.Length + word.Length > width)
            {
                output.WriteLine(line.TrimEnd());
                line = new string(' ', left);
            }

            line += $"{word} ";
        }

        output.WriteLine(line.TrimEnd());
    }

    private static string Spelling(Argument argument)
    {
        var shortOne = argument.Spellings.FirstOrDefault(spelling => spelling.Length == 2);
        return (shortOne is null ? "" : $"{shortOne}, ")
            + $"--{argument.Name}"
            + (argument.Placeholder.Length > 0 ? $"={argument.Placeholder}" : "");
    }
}
