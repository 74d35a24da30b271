using Deploy.Model;
using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>Reads <c>notifications:</c>.</summary>
internal static class NotificationReader
{
    /// <summary>Reads all of them, by name.</summary>
    public static IReadOnlyDictionary<string, Notification> Read(Layers catalog) =>
        catalog.Sections("notifications").ToDictionary(each => each.Key, each => Read(each.Key, each.Section));

    private static Notification Read(string name, Layers section)
    {
        section.AllowOnly("url_env", "format", "on");
        return new(
            name,
            section.Require("url_env").As(VariableName),
            section.Find("format")?.AsOneOf<NotificationFormat>() ?? NotificationFormat.Slack,
            section.Find("on")?.AsSequence().Select(node => node.AsOneOf<NotificationMoment>()).ToList()
                ?? [NotificationMoment.Start, NotificationMoment.Success, NotificationMoment.Failure]
        );
    }

    // Whoever writes the address itself here would publish it with the next commit.
    private static string VariableName(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            ? text
            : throw new UsageException(
                "names no environment variable; the URL is a secret and never stands in the catalog"
            )
            {
                NextStep = "put the URL into a variable of the environment, and the variable's name here",
            };
}
