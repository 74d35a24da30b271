using System.Globalization;

namespace Deploy.Model.Images;

/// <summary>A user and a group, by number.</summary>
/// <param name="User">The user.</param>
/// <param name="Group">The group.</param>
public sealed record FileOwner(int User, int Group)
{
    /// <summary>User and group 0.</summary>
    public static FileOwner Root { get; } = new(0, 0);

    /// <summary>Takes <c>user:group</c>, both as numbers.</summary>
    /// <exception cref="UsageException">Not of this form. (An image has no list of users that names could be looked up in.)</exception>
    public static FileOwner Parse(string value)
    {
        var parts = value.Split(':');
        return parts.Length == 2 && Number(parts[0]) is { } user && Number(parts[1]) is { } group
            ? new(user, group)
            : throw new UsageException(
                $"{Printable.Quote(value)} is no valid owner: it is user:group as numbers, e.g. 10001:10001"
            );
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
