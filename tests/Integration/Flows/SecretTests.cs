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
}
