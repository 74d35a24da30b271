using System.Text.Json;
using Deploy.Clusters.Drift;
using Deploy.Clusters.Releases;

namespace Deploy.Clusters.Tests.Drift;

public sealed class FieldDriftTests
{
    [Theory]
    [InlineData("spec: {replicas: 1}", """{"spec":{"replicas":1,"revisionHistoryLimit":10},"status":{}}""")]
    [InlineData("spec: {empty: {}, none: [], zero: 0, no: false, text: ''}", """{"spec":{}}""")]
    [InlineData("spec: {port: 80, name: '80'}", """{"spec":{"port":80,"name":"80"}}""")]
    [InlineData(
        "spec: {resources: {limits: {cpu: 0.5, memory: 1024Mi}}}",
        """{"spec":{"resources":{"limits":{"cpu":"500m","memory":"1Gi"}}}}"""
    )]
    [InlineData(
        "spec: {containers: [{name: b, image: x}, {name: a, image: y}]}",
        """{"spec":{"containers":[{"name":"a","image":"y","imagePullPolicy":"Always"},{"name":"b","image":"x"}]}}"""
    )]
    [InlineData("stringData: {a: b}", "{}")]
    [InlineData("metadata: {labels: {a: b}}", """{"metadata":{"labels":{"a":"b","added":"by helm"},"uid":"1"}}""")]
    public void Should_take_what_the_server_added_for_no_drift(string wanted, string live) =>
        Between(wanted, live).ShouldBeEmpty();

    [Theory]
    [InlineData("spec: {replicas: 1}", """{"spec":{"replicas":3}}""", "spec.replicas: 1 → 3")]
    [InlineData("spec: {paused: true}", """{"spec":{}}""", "spec.paused: true → (gone)")]
    [InlineData(
        "spec: {containers: [{name: a, image: x:1}]}",
        """{"spec":{"containers":[{"name":"a","image":"x:2"}]}}""",
        "spec.containers[a].image: x:1 → x:2"
    )]
    [InlineData(
        "spec: {containers: [{name: a, env: [{name: A, value: b}]}]}",
        """{"spec":{"containers":[{"name":"a","env":[{"name":"A","value":"b"},{"name":"DEBUG","value":"1"}]}]}}""",
        """spec.containers[a].env[DEBUG]: (nothing) → {"name":"DEBUG","value":"1"}"""
    )]
    [InlineData("spec: {args: [a, b]}", """{"spec":{"args":["a"]}}""", "spec.args[1]: b → (gone)")]
    [InlineData("spec: {port: 80}", """{"spec":{"port":"81"}}""", "spec.port: 80 → 81")]
    public void Should_name_the_field_that_differs(string wanted, string live, string? expected) =>
        Between(wanted, live).ShouldBe(expected is null ? [] : [expected]);

    [Fact]
    public void Should_not_show_what_a_secret_holds() =>
        Between("data: {password: b25l}", """{"data":{"password":"dHdv"}}""", "Secret")
            .ShouldBe(["data.password is another"]);

    [Theory]
    [InlineData(
        "spec: {containers: [{name: a, env: [{name: DB_PASSWORD, value: canary-1}]}]}",
        """{"spec":{"containers":[{"name":"a","env":[{"name":"DB_PASSWORD","value":"canary-2"}]}]}}""",
        "spec.containers[a].env[DB_PASSWORD].value is another"
    )]
    [InlineData(
        "spec: {containers: [{name: a, env: []}]}",
        """{"spec":{"containers":[{"name":"a","env":[{"name":"DB_PASSWORD","value":"canary-2"}]}]}}""",
        "spec.containers[a].env[DB_PASSWORD] is another"
    )]
    [InlineData(
        "spec: {containers: []}",
        """{"spec":{"containers":[{"name":"a","env":[{"name":"KEY","value":"b"},{"name":"A_TOKEN","value":"canary"}]}]}}""",
        """spec.containers[a]: (nothing) → {"name":"a","env":[{"name":"KEY","value":"b"},{"name":"A_TOK…"""
    )]
    [InlineData("data: {API_TOKEN: canary-1}", """{"data":{"API_TOKEN":"canary-2"}}""", "data.API_TOKEN is another")]
    [InlineData(
        "spec: {args: ['--password=canary-1']}",
        """{"spec":{"args":["https://ada:canary-2@db"]}}""",
        "spec.args[0]: --password=**** → https://ada:****@db"
    )]
    public void Fault_47_Should_not_show_what_goes_by_the_name_of_a_secret(
        string wanted,
        string live,
        string expected
    ) => Between(wanted, live).ShouldBe([expected]);

    [Fact]
    public void Should_leave_the_replicas_to_an_autoscaler()
    {
        var deployment = Object("spec: {replicas: 1}", "Deployment");
        using var live = JsonDocument.Parse(
            """{"apiVersion":"v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":9}}"""
        );

        FieldDrift.Between(deployment, live.RootElement, new HashSet<string> { "spec.replicas" }).ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Between(string wanted, string live, string kind = "Deployment")
    {
        using var document = JsonDocument.Parse(live);
        var whole = new Dictionary<string, object>();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            whole[property.Name] = property.Value;
        }

        // What every object says of itself is not what these tests are about.
        whole["apiVersion"] = "v1";
        whole["kind"] = kind;
        var metadata = document.RootElement.TryGetProperty("metadata", out var own)
            ? own.EnumerateObject().ToDictionary(property => property.Name, property => (object)property.Value)
            : [];
        metadata["name"] = "web";
        whole["metadata"] = metadata;
        return FieldDrift.Between(
            Object(wanted, kind),
            JsonSerializer.SerializeToElement(whole),
            new HashSet<string>()
        );
    }

    private static ManifestObject Object(string content, string kind)
    {
        var metadata = content.StartsWith("metadata", StringComparison.Ordinal)
            ? content.Replace("metadata: {", "metadata: {name: web, ")
            : $"metadata: {{name: web}}\n{content}";
        return ManifestObject.Of($"apiVersion: v1\nkind: {kind}\n{metadata}\n", new("prod")).Single();
    }
}
