using Deploy.Locking;
using Deploy.Tools.Processes;

namespace Deploy.Tests.Locking;

public sealed class LockRecordTests
{
    [Fact]
    public void Should_survive_the_way_through_annotations()
    {
        var record = new LockRecord(
            "ada",
            new("here", "boot/1"),
            new(7, "99"),
            "run-1",
            "InstallProd",
            "a, b/c",
            "x",
            ""
        );

        LockRecord.Of(record.ToAnnotations()).ShouldBe(record);
    }

    [Theory]
    [InlineData("deploy-lock/process", "")]
    [InlineData("deploy-lock/process", "7")]
    [InlineData("deploy-lock/process", "x@99")]
    [InlineData("deploy-lock/run", "")]
    public void Should_find_nothing_in_the_annotations_of_others(string key, string value)
    {
        var record = new LockRecord("ada", new("here", "boot/1"), new(7, "99"), "run-1", "InstallProd", "a", "x", "");

        LockRecord.Of(record.ToAnnotations().SetItem(key, value)).ShouldBeNull();
    }

    [Fact]
    public void Should_tell_living_processes_from_others()
    {
        var machine = new Machine();

        machine.IsAlive(machine.Self).ShouldBeTrue();
        machine.IsAlive(machine.Self with { Started = "1" }).ShouldBeFalse();
        machine.IsAlive(new ProcessIdentity(int.MaxValue, "1")).ShouldBeFalse();
    }
}
