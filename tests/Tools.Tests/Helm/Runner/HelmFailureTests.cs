using Deploy.Tools.Helm.Failures;
using Deploy.Tools.Processes;
using static Deploy.Tools.Helm.Failures.HelmFailureKind;

namespace Deploy.Tools.Tests.Helm.Runner;

/// <summary>What the real binaries wrote to standard error, and what people and programs are told instead.</summary>
public sealed class HelmFailureTests
{
    [Theory]
    [InlineData(
        "locked",
        OperationInProgress,
        "another Helm operation on this release is under way, or was killed before it ended"
    )]
    [InlineData("statusnone", ReleaseNotFound, "there is no such release")]
    [InlineData("rollback99", RevisionNotFound, "the release has no revision 99")]
    [InlineData("pendinginstallrb", RevisionNotFound, "the release has no revision 0")]
    [InlineData("immutable", ImmutableField, "Deployment d-demo-web: spec.selector cannot be changed once it is there")]
    [InlineData("immutablespec", ImmutableField, "StatefulSet ss: spec cannot be changed once it is there")]
    [InlineData("immutableip", ImmutableField, "Service ss-h: spec.clusterIPs[0] cannot be changed once it is there")]
    [InlineData("crd", UnknownKind, "the cluster knows no kind Widget in example.com/v1")]
    [InlineData("crdi", UnknownKind, "the cluster knows no kind Widget in example.com/v1")]
    [InlineData(
        "port",
        InvalidObject,
        "Service p-demo-svc is invalid: [spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 99999: must be between 1 and 65535, inclusive]"
    )]
    [InlineData(
        "portupg",
        InvalidObject,
        "Service r-demo-svc is invalid: [spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 99999: must be between 1 and 65535, inclusive]"
    )]
    [InlineData(
        "debugfail",
        InvalidObject,
        "Service p-demo-svc is invalid: [spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 99999: must be between 1 and 65535, inclusive]"
    )]
    [InlineData("bad", InvalidObject, "ConfigMap is invalid: unknown field \"spec\" in io.k8s.api.core.v1.ConfigMap")]
    [InlineData("owner", NotOwned, "ConfigMap o-demo-cm exists already and does not belong to this release")]
    [InlineData("sigterm", Cancelled, "it was stopped before it was done")]
    [InlineData(
        "unreachable",
        ClusterUnreachable,
        "the cluster does not answer: Get \"https://127.0.0.1:6444/version\": dial tcp 127.0.0.1:6444: connect: connection refused"
    )]
    [InlineData("context", ContextNotFound, "the kubeconfig has no context 'nope'")]
    [InlineData("nokubeconfig", ContextNotFound, "there is no kubeconfig /tmp/nope-kubeconfig")]
    [InlineData("nochart", ChartNotFound, "there is no chart ./nochart")]
    [InlineData("nochart2", ChartNotFound, "there is no chart repo")]
    [InlineData("ocinone", ChartNotFound, "there is no chart localhost:5000/charts/none:1.0.0")]
    [InlineData("template-dep", DependencyMissing, "the chart's dependencies are missing: web")]
    [InlineData(
        "template-exec",
        TemplateError,
        "execution error at (exec/templates/a.yaml:4:13): a value for b is needed"
    )]
    [InlineData("template-parse", TemplateError, "parse error at (parse/templates/a.yaml:2): missing value for if")]
    [InlineData(
        "template-yaml",
        TemplateError,
        "YAML parse error on yaml/templates/a.yaml: error converting YAML to JSON: yaml: line 3: did not find expected ',' or '}'"
    )]
    public void Should_say_the_same_for_both_majors(string output, HelmFailureKind kind, string summary)
    {
        foreach (var major in (int[])[3, 4])
        {
            var failure = Failure(major, output);
            failure.Kind.ShouldBe(kind, $"helm {major}");
            failure.Summary.ShouldBe(summary, $"helm {major}");
        }
    }

    [Theory]
    [InlineData(3, "timeout", TimedOut, "not ready in time")]
    [InlineData(4, "timeout", TimedOut, "not ready in time: Deployment d-demo-web (Pending termination: 1)")]
    [InlineData(3, "timeouti", TimedOut, "not ready in time")]
    [InlineData(4, "timeouti", TimedOut, "not ready in time: Deployment e-demo-web (Available: 0/1)")]
    [InlineData(
        3,
        "hook",
        HookFailed,
        "pre-install hook failed: 1 error occurred: * job h-demo-hook failed: BackoffLimitExceeded"
    )]
    [InlineData(
        4,
        "hook",
        HookFailed,
        "pre-install hook failed: resource Job/t4/h-demo-hook not ready. status: Failed, message: Job Failed. failed: 1/1"
    )]
    [InlineData(3, "nonamespace", NamespaceNotFound, "there is no namespace 'nons3'")]
    [InlineData(4, "nonamespace", NamespaceNotFound, "there is no namespace 'nons4'")]
    [InlineData(3, "forbidden", Forbidden, "user 'nobody' may not list secrets in namespace 't3'")]
    [InlineData(4, "forbidden", Forbidden, "user 'nobody' may not list secrets in namespace 't4'")]
    [InlineData(
        4,
        "quota",
        QuotaExceeded,
        "configmaps q-demo-cm: exceeded quota: q, requested: configmaps=1, used: configmaps=10, limited: configmaps=1"
    )]
    [InlineData(
        4,
        "conflict",
        FieldManagerConflict,
        "ConfigMap r-demo-cm: .data.key belongs to 'other', which set it with server-side apply"
    )]
    [InlineData(
        4,
        "conflict2",
        FieldManagerConflict,
        "Service u-demo-svc: .spec.ports[port=80,protocol=\"TCP\"].targetPort, .spec.selector.app belongs to 'other', which set it with server-side apply"
    )]
    [InlineData(
        4,
        "conflict3",
        FieldManagerConflict,
        "Service u-demo-svc: .spec.ports[port=80,protocol=\"TCP\"].targetPort, .spec.selector.app belongs to 'other', 'third', which set it with server-side apply"
    )]
    [InlineData(
        3,
        "unauthorized",
        Unauthorized,
        "the credentials were refused: Kubernetes cluster unreachable: the server has asked for the client to provide credentials"
    )]
    [InlineData(
        4,
        "unauthorized",
        Unauthorized,
        "the credentials were refused: kubernetes cluster unreachable: the server has asked for the client to provide credentials"
    )]
    [InlineData(
        3,
        "brokenvalues",
        InvalidValues,
        "broken3.yaml cannot be read: error converting YAML to JSON: yaml: line 1: did not find expected node content"
    )]
    [InlineData(
        4,
        "brokenvalues",
        InvalidValues,
        "broken4.yaml cannot be read: cannot unmarshal yaml document: error converting YAML to JSON: yaml: line 1: did not find expected node content"
    )]
    [InlineData(
        3,
        "template-schema",
        InvalidValues,
        "values break the chart's schema: schema: - a: Invalid type. Expected: string, given: integer"
    )]
    [InlineData(
        4,
        "template-schema",
        InvalidValues,
        "values break the chart's schema: schema: - at '/a': got number, want string"
    )]
    [InlineData(
        3,
        "ocidead",
        RegistryUnreachable,
        "the registry does not answer: Head \"http://localhost:5999/v2/charts/none/manifests/1.0.0\": dial tcp 127.0.0.1:5999: connect: connection refused"
    )]
    [InlineData(
        4,
        "ocidead",
        RegistryUnreachable,
        "the registry does not answer: Get \"http://localhost:5999/v2/charts/none/manifests/1.0.0\": dial tcp 127.0.0.1:5999: connect: connection refused"
    )]
    public void Should_say_what_each_major_tells(int major, string output, HelmFailureKind kind, string summary)
    {
        var failure = Failure(major, output);
        failure.Kind.ShouldBe(kind);
        failure.Summary.ShouldBe(summary);
    }

    [Fact]
    public void Should_name_object_and_field_apart()
    {
        var immutable = Failure(4, "immutable");
        (immutable.Object, immutable.Field).ShouldBe(("Deployment d-demo-web", "spec.selector"));
        var conflict = Failure(4, "conflict");
        (conflict.Object, conflict.Field).ShouldBe(("ConfigMap r-demo-cm", ".data.key"));
    }

    [Theory]
    [InlineData("", "it ended with exit code 1 and said nothing")]
    [InlineData("something odd", "something odd")]
    [InlineData("W1122 16:00:00.000000 1 x.go:1] noise\nError: boom", "boom")]
    [InlineData("Error: bad\u001b[31m value", "bad\\u001b[31m value")]
    [InlineData("Error: INSTALLATION FAILED: boom", "boom")]
    public void Should_pass_on_what_it_does_not_know(string error, string summary) =>
        HelmFailureReader.Read(new CommandResult(1, "", error)).ShouldBe(new HelmFailure(Other, summary));

    [Fact]
    public async Task Should_name_verb_and_release_and_the_next_step()
    {
        using var fixture = HelmFixture.OfMajor(4).Answers(error: HelmFixture.Output(4, "crd.err"), exitCode: 1);
        var problem = await Should.ThrowAsync<FailedException>(
            fixture.Helm.ManifestAsync(
                new()
                {
                    Cluster = HelmFixture.Cluster,
                    Namespace = HelmFixture.Namespace,
                    Release = HelmFixture.Release,
                },
                default
            )
        );
        problem.Problem.ShouldBe("helm get manifest prod-infosite: the cluster knows no kind Widget in example.com/v1");
        problem.NextStep.ShouldBe(
            "install the custom resource definition first, or correct apiVersion and kind in the chart"
        );
        problem.InnerException.ShouldBeOfType<HelmException>().Failure.Kind.ShouldBe(UnknownKind);
    }

    private static HelmFailure Failure(int major, string output) =>
        HelmFailureReader.Read(new CommandResult(1, "", HelmFixture.Output(major, $"{output}.err")));
}
