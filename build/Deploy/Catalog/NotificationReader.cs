using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>Reads <c>notifications:</c>, and the <c>notify:</c> of those who name them.</summary>
internal static class NotificationReader
{
    /// <summary>Reads all of them, by name.</summary>
    public static IReadOnlyDictionary<string, Notification> Read(Layers catalog) =>
        catalog.Sections("notifications").ToDictionary(each => each.Key, each => Read(each.Key, each.Section));

    /// <summary>Those that an environment or a cluster names.</summary>
    public static IReadOnlyList<Notification> Named(
        Layers section,
        IReadOnlyDictionary<string, Notification> notifications
    ) =>
        section
            .Find("notify")
            ?.AsSequence()
            .Select(node => notifications[KnownName.Of(node, "notification", notifications.Keys)])
            .ToList()
        ?? [];

    private static Notification Read(string name, Layers section)
    {
        var format = section.Find("format")?.AsOneOf<NotificationFormat>() ?? NotificationFormat.Slack;
        string[] ofMail = format == NotificationFormat.Email ? ["from", "to"] : [];
        section.AllowOnly(["url_env", "format", "on", .. ofMail]);
        return new(
            name,
            section.Require("url_env").As(VariableName),
            format,
            section.Find("on")?.AsSequence().Select(node => node.AsOneOf<NotificationMoment>()).ToList()
                ?? [NotificationMoment.Start, NotificationMoment.Success, NotificationMoment.Failure]
        )
        {
            Mail =
                format == NotificationFormat.Email
                    ? new(section.Require("from").As(MailAddress), Recipients(section.Require("to").AsSequence()))
                    : null,
        };
    }

    private static IReadOnlyList<string> Recipients(YamlSequence to) =>
        to.Count > 0 ? [.. to.Select(node => node.As(MailAddress))] : throw to.Error("names nobody");

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

    // Nothing that would mean something in a mail's headers, or in an SMTP command.
    private static string MailAddress(string text) =>
        text.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && text.All(character => char.IsAsciiLetterOrDigit(character) || "@.!#$%&'*+-/=?^_`{|}~".Contains(character))
            ? text
            : throw new UsageException("is no e-mail address like deploys@example.com");
}
