using System.Text.RegularExpressions;
using Deploy.Testing;

namespace Deploy.Architecture.Tests;

/// <summary>The table "Where things are" of CONTRIBUTING.md, and that nothing goes round in circles.</summary>
public sealed partial class HouseTests(House house) : IClassFixture<House>
{
    private const string Exempt = "build/Sandbox/README.md";

    [Fact]
    public void Should_know_every_room()
    {
        var rooms = house.Files.Select(House.Room).Distinct();

        Table().Keys.ShouldBe(rooms, ignoreOrder: true);
    }

    [Fact]
    public void Should_use_only_what_the_table_allows()
    {
        var table = Table();
        var breaches =
            from file in house.Graph.Uses
            from used in file.Value
            let room = House.Room(file.Key)
            let other = House.Room(used)
            where room != other && !table[room].Contains(other)
            select $"{room} -> {other}: {file.Key} uses {used}";

        breaches.Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Should_allow_only_what_is_used()
    {
        var used = house.Graph.Between(House.Room).Uses;

        Table()
            .SelectMany(row => row.Value.Except(used[row.Key]).Select(other => $"{row.Key} -> {other}"))
            .ShouldBeEmpty("the table in CONTRIBUTING.md allows more than is needed");
    }

    [Fact]
    public void Should_have_no_circle_of_folders() =>
        Named(house.Graph.Between(file => Path.GetDirectoryName(file)!)).ShouldBe(Exempted("folders"));

    [Fact]
    public void Should_have_no_circle_of_files() => Named(house.Graph).ShouldBe(Exempted("files"));

    [Fact]
    public void Should_have_a_page_about_every_project() =>
        house
            .Files.Select(file => $"build/{file.Split('/')[1]}/README.md")
            .Distinct()
            .Where(page => !File.Exists(Path.Combine(Repository.Root, page)))
            .ShouldBeEmpty();

    [Fact]
    public void Should_have_no_arm_for_kinds_that_nobody_thought_of() =>
        OpenSwitches
            .In(house.Sources)
            .Where(place => !place.StartsWith("build/Sandbox/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ShouldBeEmpty();

    [Fact]
    public void Should_keep_the_program_small_enough_to_walk_through()
    {
        var sizes = house
            .Files.GroupBy(file => file.Split('/')[1])
            .Select(project => (project.Key, Files: project.Count(), Lines: project.Sum(LinesOf)));

        sizes.Where(size => size.Files > 300 || size.Lines > 19_000).ShouldBeEmpty();
    }

    private static int LinesOf(string file) => House.Read(file).Count(character => character == '\n');

    // Every member of every circle, on a line of its own.
    private static IEnumerable<string> Named(SourceGraph graph) =>
        graph.Circles().SelectMany(circle => circle).Order(StringComparer.Ordinal);

    // What stays circular, with its reason, stands in the list of that name; it must not say more than is so.
    private static IEnumerable<string> Exempted(string what)
    {
        var lines = House.Read(Exempt).Split('\n');
        return lines
            .SkipWhile(line => line != $"### Circular {what}")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .SelectMany(line =>
                Quoted().Matches(line).Select(match => $"build/Sandbox/{match.Groups[1].Value}".TrimEnd('/'))
            )
            .Order(StringComparer.Ordinal);
    }

    private static Dictionary<string, HashSet<string>> Table() =>
        House
            .Read("CONTRIBUTING.md")
            .Split('\n')
            .Select(line => Row().Match(line))
            .Where(row => row.Success)
            .ToDictionary(
                row => House.Room($"{row.Groups["folder"].Value}/"),
                row =>
                    row.Groups["uses"]
                        .Value.Split(';')[0]
                        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                        .Where(name => name != "–")
                        .ToHashSet()
            );

    [GeneratedRegex(@"^\| `(?<folder>build/[A-Za-z/]+)` \|[^|]*\|(?<uses>[^|]*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Quoted();
}
