using System.Text.Json;
using Deploy.Planning.Saving;

namespace Deploy.Tests.Planning;

public sealed class PlanChangesTests
{
    [Fact]
    public void Should_find_nothing_where_nothing_differs() =>
        Changes("""{"a":[{"name":"x","b":1}]}""", """{"a":[{"b":1,"name":"x"}]}""").ShouldBeEmpty();

    [Fact]
    public void Should_name_what_differs_with_old_and_new() =>
        Changes("""{"commit":"aa","stages":["HelmInstall"]}""", """{"commit":"bb","stages":["HelmInstall"]}""")
            .ShouldBe(["commit: aa → bb"]);

    [Fact]
    public void Should_go_by_names_in_lists() =>
        Changes(
                """{"services":[{"name":"users/api","version":"1.0.0"}]}""",
                """{"services":[{"name":"infosite"},{"name":"users/api","version":"1.1.0"}]}"""
            )
            .ShouldBe([
                "services.users/api.version: 1.0.0 → 1.1.0",
                "services.infosite: (nothing) → {\"name\":\"infosite\"}",
            ]);

    [Fact]
    public void Should_tell_nothing_from_something() =>
        Changes("""{"dirty_content":null}""", """{"dirty_content":"0f3c2a9d"}""")
            .ShouldBe(["dirty_content: (nothing) → 0f3c2a9d"]);

    [Fact]
    public void Should_not_repeat_what_follows_from_the_values_file() =>
        Changes("""{"values_diff":"-a"}""", """{"values_diff":"-b"}""").ShouldBeEmpty();

    [Fact]
    public void Should_say_in_a_line_what_is_long_or_hostile() =>
        Changes("""{"a":"\u001b[31m"}""", $$"""{"a":"{{new string('x', 500)}}"}""")
            .ShouldBe([$"a: \\u001b[31m → {new string('x', 120)}…"]);

    [Fact]
    public void Should_compare_what_the_plans_were_made_from() =>
        PlanChanges
            .Between(
                Plan("{}", ("catalog a.yaml", "1"), ("chart c", "2")),
                Plan("{}", ("chart c", "3"), ("values v", "4"))
            )
            .Select(change => change.ToString())
            .ShouldBe(["catalog a.yaml: 1 → (nothing)", "chart c: 2 → 3", "values v: (nothing) → 4"]);

    private static IEnumerable<string> Changes(string old, string now) =>
        PlanChanges.Between(Plan(old), Plan(now)).Select(change => change.ToString());

    private static SavedPlan Plan(string plan, params (string What, string Fingerprint)[] origins) =>
        new(
            SavedPlan.CurrentFormat,
            default,
            "ada",
            [],
            origins.ToDictionary(origin => origin.What, origin => origin.Fingerprint),
            JsonElement.Parse(plan)
        );
}
