using Cake.Core;
using Cake.Core.IO;

namespace Deploy.Tools.Processes;

/// <summary>Builds argument lists: whatever a string holds, the child gets exactly that string as one argument.</summary>
public static class ArgumentExtensions
{
    /// <summary>Appends one argument that the child receives unchanged.</summary>
    /// <exception cref="ArgumentException">The value holds a NUL or half a surrogate pair: no argument can carry it.</exception>
    public static ProcessArgumentBuilder Literal(this ProcessArgumentBuilder arguments, string value)
    {
        if (!IsRepresentable(value))
        {
            throw new ArgumentException($"{Printable.Quote(value)} cannot be given to a process", nameof(value));
        }

        return arguments.Append(ProcessArgumentEscaper.Escape(value));
    }

    /// <summary>Appends arguments that the child receives unchanged.</summary>
    public static ProcessArgumentBuilder Literals(
        this ProcessArgumentBuilder arguments,
        params IEnumerable<string> values
    )
    {
        foreach (var value in values)
        {
            arguments.Literal(value);
        }

        return arguments;
    }

    /// <summary>
    /// Appends <c>--name=value</c> as one argument, so that no value can be taken for another option;
    /// nothing when the value is null.
    /// </summary>
    public static ProcessArgumentBuilder Option(this ProcessArgumentBuilder arguments, string name, string? value) =>
        value is null ? arguments : arguments.Literal($"{name}={value}");

    /// <summary>Appends a flag when the condition holds.</summary>
    public static ProcessArgumentBuilder Flag(this ProcessArgumentBuilder arguments, string name, bool condition) =>
        condition ? arguments.Literal(name) : arguments;

    private static bool IsRepresentable(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (value[i] == '\0' || char.IsSurrogate(value[i]))
            {
                return false;
            }
        }

        return true;
    }
}
