using System.Globalization;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>A schedule of cron: minute, hour, day of month, month, day of week.</summary>
internal sealed class CronSchedule
{
    private static readonly string[] Months =
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ];

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    // Leap days come again after eight years at most.
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366 * 8);

    private readonly HashSet<int> _minutes;
    private readonly HashSet<int> _hours;
    private readonly HashSet<int> _days;
    private readonly HashSet<int> _months;
    private readonly HashSet<int> _weekdays;
    private readonly bool _isAnyDay;
    private readonly bool _isAnyWeekday;

    private CronSchedule(string[] fields)
    {
        _minutes = Parse(fields[0], 0, 59, []);
        _hours = Parse(fields[1], 0, 23, []);
        _days = Parse(fields[2], 1, 31, []);
        _months = Parse(fields[3], 1, 12, Months);
        _weekdays = [.. Parse(fields[4], 0, 7, Days).Select(day => day % 7)];
        (_isAnyDay, _isAnyWeekday) = (fields[2][0] is '*' or '?', fields[4][0] is '*' or '?');
    }

    /// <summary>Reads a schedule.</summary>
    /// <returns><c>null</c> when it is none.</returns>
    public static CronSchedule? Parse(string text)
    {
        var standard = text.Trim() switch
        {
            "@yearly" or "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" or "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            var other => other,
        };
        var fields = standard.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return fields.Length == 5 ? new CronSchedule(fields) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The first minute after a time at which it is due; <c>null</c> when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var last = after + Furthest;
        var next = new DateTimeOffset(after.Year, after.Month, after.Day, after.Hour, after.Minute, 0, after.Offset);
        for (next = next.AddMinutes(1); next < last; )
        {
            if (!_months.Contains(next.Month) || !IsDay(next))
            {
                next = next.AddHours(24 - next.Hour).AddMinutes(-next.Minute);
            }
            else if (!_hours.Contains(next.Hour))
            {
                next = next.AddMinutes(60 - next.Minute);
            }
            else if (!_minutes.Contains(next.Minute))
            {
                next = next.AddMinutes(1);
            }
            else
            {
                return next;
            }
        }

        return null;
    }

    // As cron has it: where both days are restricted, either will do.
    private bool IsDay(DateTimeOffset time)
    {
        var (day, weekday) = (_days.Contains(time.Day), _weekdays.Contains((int)time.DayOfWeek));
        return _isAnyDay || _isAnyWeekday ? day && weekday : day || weekday;
    }

    private static HashSet<int> Parse(string field, int least, int most, string[] names)
    {
        var result = new HashSet<int>();
        foreach (var part in field.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var all] => (all, 0),
                [var all, var every] => (all, Number(every, 1, most)),
                _ => throw new FormatException(),
            };
            var (from, to) = range.Split('-') switch
            {
                ["*" or "?"] => (least, most),
                [var one] => (Value(one), step > 0 ? most : Value(one)),
                [var first, var second] => (Value(first), Value(second)),
                _ => throw new FormatException(),
            };
            for (var value = from; value <= to; value += Math.Max(step, 1))
            {
                result.Add(value);
            }
        }

        return result;

        int Value(string text) =>
            Array.IndexOf(names, text.ToLowerInvariant()) is >= 0 and var index
                ? index + least
                : Number(text, least, most);
    }

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : throw new FormatException();
}
