using System.Text;

namespace Deploy.Testing.Yaml;

/// <summary>Texts that are put together by chance from what YAML is made of: about one in three is YAML.</summary>
public static class OddTexts
{
    // Without what YamlDotNet reads differently from libyaml, and so from Helm: "? " without a key, a plain text that begins
    // with a colon, an asterisk inside one, and a block as the whole document (its text may begin in the first column there).
    private static readonly string[] Pieces =
    [
        "a",
        "b1",
        "key: ",
        ": ",
        "- ",
        "-",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "\n ",
        " ",
        "  ",
        "\t",
        "'",
        "''",
        "\"",
        "\\",
        "\\n",
        "\\\n",
        "#",
        " # c",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "!t ",
        "!!str ",
        "---",
        "...",
        "\n---\n",
        "\n...\n",
        "~",
        "null",
        "1.5",
        "<<: ",
        "é",
        "😀",
        "%",
        "@",
        "x:y",
        "\r\n",
        "k:\n",
        "- k: v\n",
        "k: |\n  t\n",
        "k: >\n  t\n  u\n",
        "k: |-\n    t\n   \n",
        "k: >+\n  t\n\n",
        "k: |2\n   t\n",
        "k: [a, b]\n",
        "k: {a: b}\n",
        "k: 'v'\n",
        "\"k\": \"v\"\n",
        "k: &x v\n",
        "k: *x\n",
        "  n: o\n",
        "  - z\n",
        "p:\n  q: r\n",
        "\n\n",
        "? k\n: v\n",
    ];

    /// <summary>A text of up to 13 pieces.</summary>
    public static string Next(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 14); i > 0; i--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
