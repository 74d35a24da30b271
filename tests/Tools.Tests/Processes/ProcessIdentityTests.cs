using System.Globalization;
using Deploy.Testing.Runs;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Tests.Processes;

/// <summary>Row 43 of the catalog of faults: who lives, also where the system does not show it.</summary>
public sealed class ProcessIdentityTests
{
    private const string Asked = "PROCESS_IDENTITY_ASKED";
    private const string Nobody = "65534";

    [Fact]
    public void Fault_43_should_know_the_living_from_the_dead_and_from_those_that_got_their_ids()
    {
        var self = ProcessIdentity.Of(Environment.ProcessId).ShouldNotBeNull();

        self.IsAlive.ShouldBeTrue();
        (self with { Started = "1" }).IsAlive.ShouldBeFalse();
        // Ids end at 2^22.
        new ProcessIdentity(1 << 23, "1").IsAlive.ShouldBeFalse();
    }

    [Fact]
    public async Task Fault_43_should_not_take_a_hidden_process_for_dead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux hides processes");
        Assert.SkipUnless(Environment.UserName == "root", "only root can hide processes from another user");
        var self = ProcessIdentity.Of(Environment.ProcessId).ShouldNotBeNull();

        // This suite once more, as a user to whom /proc shows none of root's processes.
        var outcome = await Outcome.OfAsync(
            new(
                "unshare",
                [
                    "--mount",
                    "sh",
                    "-c",
                    $"mount -t proc -o hidepid=2 proc /proc && exec env {Asked}={self} setpriv --reuid={Nobody} --regid={Nobody} --clear-groups dotnet {typeof(ProcessIdentityTests).Assembly.Location} -explicit only -method '*{nameof(Asked_by_another_user)}'",
                ]
            )
        );

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.ShouldContain("Total: 1", Case.Insensitive, outcome.ToString());
    }

    [Fact(Explicit = true)]
    public void Asked_by_another_user()
    {
        var hidden = ProcessIdentity.Parse(Environment.GetEnvironmentVariable(Asked) ?? "").ShouldNotBeNull();

        Directory.Exists($"/proc/{hidden.Id.ToString(CultureInfo.InvariantCulture)}").ShouldBeFalse();
        hidden.IsAlive.ShouldBeTrue();
        new ProcessIdentity(1 << 23, "1").IsAlive.ShouldBeFalse();
        ProcessStat.SeesAll.ShouldBeFalse();
    }
}
