using System.Text.Json.Nodes;
using Deploy.Model.Errors;
using Deploy.Sandbox.Kubernetes.Store;
using Deploy.Testing;

namespace Deploy.Sandbox.Tests.Kubernetes.Store;

public sealed class ObjectStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Log => Path.Combine(_folder.Path, "dev.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_have_everything_again_when_it_is_opened_again()
    {
        using (var store = Open())
        {
            Put(store, "a", 1);
            Put(store, "b", 2);
            Put(store, "a", 3);
            store.Delete(Key("b"));
        }

        using var again = Open();
        again.List("configmaps").ShouldHaveSingleItem().Json["data"]!.GetValue<long>().ShouldBe(3);
        again.Revision.ShouldBe(4);
    }

    [Fact]
    public void Should_drop_a_line_that_was_not_written_to_its_end()
    {
        using (var store = Open())
        {
            Put(store, "a", 1);
            Put(store, "b", 2);
        }

        var whole = File.ReadAllBytes(Log);
        var first = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = first; length < whole.Length; length++)
        {
            File.WriteAllBytes(Log, whole[..length]);
            using (var torn = Open())
            {
                torn.List("configmaps").ShouldHaveSingleItem().Key.Name.ShouldBe("a");
                Put(torn, "c", 3);
            }

            using var next = Open();
            next.List("configmaps").Select(item => item.Key.Name).ShouldBe(["a", "c"]);
        }
    }

    [Fact]
    public void Should_name_a_line_that_is_damaged()
    {
        using (var store = Open())
        {
            Put(store, "a", 1);
            Put(store, "b", 2);
        }

        var lines = File.ReadAllLines(Log);
        File.WriteAllLines(Log, [lines[0], "{\"revision\":", lines[1]]);

        var failure = Should.Throw<FailedException>(() => Open());
        failure.Location.ShouldBe(new SourceLocation(Log, 2, 1));
    }

    [Fact]
    public void Should_compact_its_log_when_it_is_opened()
    {
        using (var store = Open())
        {
            for (var value = 0; value < 1000; value++)
            {
                Put(store, "a", value);
            }

            Put(store, "gone", 1);
            store.Delete(Key("gone"));
        }

        using (var again = Open())
        {
            again.Find(Key("a"))!.Json["data"]!.GetValue<long>().ShouldBe(999);
            again.Revision.ShouldBe(1002);
        }

        File.ReadAllLines(Log).Length.ShouldBeLessThan(5);
        using var third = Open();
        third.Revision.ShouldBe(1002);
        Put(third, "b", 1).Revision.ShouldBe(1003);
    }

    [Fact]
    public void Should_forget_what_is_not_worth_keeping()
    {
        using (var store = Open())
        {
            Put(store, "a", 1);
            Put(store, "b", 2);
        }

        using var again = new ObjectStore(Log, item => item.Key.Name != "a");

        again.List("configmaps").ShouldHaveSingleItem().Key.Name.ShouldBe("b");
    }

    [Fact]
    public void Should_not_know_what_happened_before_it_was_opened()
    {
        using (var store = Open())
        {
            Put(store, "a", 1);
            Put(store, "b", 2);
        }

        using var again = Open();

        again.Subscribe(1).ShouldBeNull();
        again.Subscribe(2).ShouldNotBeNull();
    }

    [Fact]
    public void Should_hand_out_changes_in_order()
    {
        using var store = Open();
        Put(store, "a", 1);
        var changes = store.Subscribe(0)!;
        Put(store, "a", 2);
        store.Delete(Key("a"));

        Read().Kind.ShouldBe(ChangeKind.Added);
        Read().Kind.ShouldBe(ChangeKind.Modified);
        var deleted = Read();
        deleted.Kind.ShouldBe(ChangeKind.Deleted);
        deleted.Revision.ShouldBe(3);
        deleted.Previous!.Json["data"]!.GetValue<long>().ShouldBe(2);

        Change Read() =>
            changes.Reader.TryRead(out var change) ? change : throw new InvalidOperationException("no change");
    }

    [Fact]
    public void Should_find_objects_by_their_uid()
    {
        using var store = Open();
        Put(store, "a", 1);

        store.FindUid("uid-a")!.Key.Name.ShouldBe("a");
        store.Delete(Key("a"));
        store.FindUid("uid-a").ShouldBeNull();
    }

    private static ObjectKey Key(string name) => new("configmaps", "default", name);

    private static StoredObject Put(ObjectStore store, string name, long value) =>
        store.Put(
            Key(name),
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name, ["uid"] = $"uid-{name}" },
                ["data"] = value,
            }
        );

    private ObjectStore Open() => new(Log, _ => true);
}
