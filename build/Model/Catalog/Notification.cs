namespace Deploy.Model;

/// <summary>Somewhere that is told about runs: a webhook. Its address is a secret, so the catalog only names a variable.</summary>
/// <param name="Name">What environments call it, e.g. <c>ops</c>.</param>
/// <param name="UrlVariable">The environment variable that holds its URL.</param>
/// <param name="Format">What it understands.</param>
/// <param name="On">What it is told about.</param>
public sealed record Notification(
    string Name,
    string UrlVariable,
    NotificationFormat Format,
    IReadOnlyList<NotificationMoment> On
);

/// <summary>What a webhook understands.</summary>
public enum NotificationFormat
{
    /// <summary>A message for people, as Slack and those that copy it take it.</summary>
    Slack,

    /// <summary>The facts of the run, for programs.</summary>
    Json,
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
