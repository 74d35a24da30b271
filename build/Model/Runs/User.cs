using System.Text;

namespace Deploy.Model.Runs;

/// <summary>Who runs the program.</summary>
/// <param name="Name">As the system, or CI, calls them.</param>
public sealed record User(string Name)
{
    /// <summary>The user of this process, as CI names them where it does.</summary>
    public static User Current(Func<string, string?> environment) =>
        new(
            new[] { "DEPLOY_USER", "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "USER", "LOGNAME", "USERNAME" }
                .Select(environment)
                .FirstOrDefault(name => name is { Length: > 0 })
                ?? Environment.UserName
        );

    /// <summary>The user's own namespace: their name, made fit for Kubernetes.</summary>
    public NamespaceName Namespace
    {
        get
        {
            var result = new StringBuilder();
            foreach (var character in Name.ToLowerInvariant())
            {
                result.Append(char.IsAsciiLetterOrDigit(character) ? character : '-');
            }

            var label = result.ToString().Trim('-');
            return new(label.Length == 0 ? "dev" : label[..Math.Min(label.Length, 40)].TrimEnd('-'));
        }
    }

    /// <summary>The name without what would end it inside a longer text.</summary>
    public string Token => Printable.Escape(Name).Replace(' ', '_').Replace(',', '_');
}
