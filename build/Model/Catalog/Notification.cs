namespace Deploy.Model.Catalog;

/// <summary>
/// Somewhere that is told about runs: a webhook, or people by e-mail. Its address is a secret, so the catalog only names a
/// variable.
/// </summary>
/// <param name="Name">What environments and clusters call it, e.g. <c>ops</c>.</param>
/// <param name="UrlVariable">The environment variable that holds its URL; for e-mail, that of the SMTP server.</param>
/// <param name="Format">What it understands.</param>
/// <param name="On">What it is told about.</param>
public sealed record Notification(
    string Name,
    string UrlVariable,
    NotificationFormat Format,
    IReadOnlyList<NotificationMoment> On
)
{
    /// <summary>Between whom e-mail goes; null for webhooks.</summary>
    public MailRoute? Mail { get; init; }
}

/// <summary>Between whom e-mail goes.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="To">The recipients' addresses.</param>
public sealed record MailRoute(string From, IReadOnlyList<string> To);

/// <summary>What a notification understands.</summary>
public enum NotificationFormat
{
    /// <summary>A message for people, as Slack and those that copy it take it.</summary>
    Slack,

    /// <summary>The facts of the run, for programs.</summary>
    Json,

    /// <summary>A message for people, by SMTP.</summary>
    Email,
}

/// <summary>When somebody is told about a run.</summary>
public enum NotificationMoment
{
    /// <summary>When it begins.</summary>
    Start,

    /// <summary>When everything is done.</summary>
    Success,

    /// <summary>When it failed, was refused or interrupted.</summary>
    Failure,
}
