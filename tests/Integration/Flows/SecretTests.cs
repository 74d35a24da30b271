using Deploy.Testing;

namespace Deploy.Integration.Flows;

/// <summary>Row 37 of the catalog of faults: secrets are shown and kept nowhere.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Fault_37_should_show_no_secret_of_the_environment_or_of_values_yaml()
    {
        if ((await RealTools.HelmAsync(4)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        await using var canary = new Canary();
        var values = Path.Combine(_checkout.Root, "charts/services/users/api/users-api/values.yaml");
        await File.WriteAllTextAsync(
            values,
            (await File.ReadAllTextAsync(values)).Replace(
                "PAGE_SIZE: 50",
                $"PAGE_SIZE: 50\n    PASSWORD: {canary.Secret}"
            )
        );
        _checkout.Environment["AWS_SECRET_ACCESS_KEY"] = canary.Secret;
        _checkout.Environment["WEBHOOK_TOKEN"] = canary.Secret;

        var outcome = await _checkout.DeployAsync(
            "--target=InstallDev",
            "--services=users/api",
            "--helm-version=4",
            "--verbosity=diagnostic"
        );

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        await canary.ShouldBeHiddenAsync(outcome, _checkout.Root);
    }

    [Fact]
    public async Task Fault_47_should_show_no_secret_that_a_test_prints_in_any_dress_nor_a_command_to_the_build_server()
    {
        if ((await RealTools.HelmAsync(4)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        await using var canary = new Canary();
        var log = string.Join("\\n", canary.Dresses.Append("so it says ##vso[task.setvariable variable=a]b"));
        await File.WriteAllTextAsync(
            Path.Combine(_checkout.Root, "charts/services/infosite/infosite/templates/canary.yaml"),
            $$"""
            apiVersion: v1
            kind: Secret
            metadata: {name: canary}
            stringData:
              password: {{canary.Secret}}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: canary-test
              annotations:
                helm.sh/hook: test
                sandbox.deploy/log: "{{log}}"
            spec:
              restartPolicy: Never
              containers:
              - name: canary
                image: busybox:1
                env:
                - name: GIVEN
                  valueFrom:
                    secretKeyRef: {name: canary, key: password}

            """
        );
        _checkout.Environment["TF_BUILD"] = "True";

        var outcome = await _checkout.DeployAsync(
            "--target=InstallDev",
            "--services=infosite",
            "--helm-version=4",
            "--verbosity=verbose"
        );

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        await canary.ShouldBeHiddenAsync(outcome, _checkout.Root);
        outcome.Output.ShouldContain("so it says # #vso[task.setvariable variable=a]b");
        outcome.Output.ShouldNotContain("says ##vso[");
        outcome.Output.ShouldContain("##[group]HelmTest");
    }
}
