using System.Text;
using Deploy.Charts.Objects;
using Deploy.Testing;

namespace Deploy.Charts.Tests.Objects;

public sealed class FolderObjectsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderObjects _objects;

    public FolderObjectsTests() =>
        _objects = new FolderObjects(Path.Combine(_folder.Path, "charts"), TimeProvider.System, new Random(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_create_only_what_is_not_there()
    {
        (await PutAsync("one", WriteCondition.IfAbsent)).ShouldNotBeNull();
        (await PutAsync("two", WriteCondition.IfAbsent)).ShouldBeNull();

        File.ReadAllText(Path.Combine(_folder.Path, "charts/a")).ShouldBe("one");
    }

    [Fact]
    public async Task Should_replace_only_the_state_that_was_read()
    {
        var first = await PutAsync("one", WriteCondition.IfAbsent);
        var second = await PutAsync("two", WriteCondition.IfTag(first!));

        (await PutAsync("three", WriteCondition.IfTag(first!))).ShouldBeNull();
        (await PutAsync("three", WriteCondition.IfTag(second!))).ShouldNotBeNull();
        File.ReadAllText(Path.Combine(_folder.Path, "charts/a")).ShouldBe("three");
    }

    [Fact]
    public async Task Should_not_send_again_what_the_reader_has()
    {
        var tag = await PutAsync("one", WriteCondition.IfAbsent);

        (await _objects.GetAsync("a", tag, Cancellation)).ShouldBe(new StoredObject(default, tag!));
        (await _objects.GetTagAsync("a", Cancellation)).ShouldBe(tag);
        Encoding.UTF8.GetString((await _objects.GetAsync("a", null, Cancellation))!.Content.Span).ShouldBe("one");
        (await _objects.GetAsync("b", null, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Should_pass_over_what_a_killed_writer_left()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "charts"));
        File.WriteAllText(Path.Combine(_folder.Path, "charts/.new"), "a very long leftover");
        File.WriteAllText(Path.Combine(_folder.Path, "charts/.lock"), "");

        await PutAsync("one", WriteCondition.IfAbsent);

        Directory
            .GetFiles(Path.Combine(_folder.Path, "charts"))
            .Select(Path.GetFileName)
            .ShouldBe(["a", ".lock"], ignoreOrder: true);
        File.ReadAllText(Path.Combine(_folder.Path, "charts/a")).ShouldBe("one");
    }

    [Fact]
    public async Task Should_wait_for_another_writer()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "charts"));
        Task<string?> writing;
        await using (
            new FileStream(
                Path.Combine(_folder.Path, "charts/.lock"),
                FileMode.Create,
                FileAccess.ReadWrite,
                FileShare.None
            )
        )
        {
            writing = PutAsync("one", WriteCondition.IfAbsent);
            writing.IsCompleted.ShouldBeFalse();
        }

        (await writing).ShouldNotBeNull();
    }

    [Fact]
    public async Task Should_leave_the_old_file_when_writing_fails()
    {
        var tag = await PutAsync("one", WriteCondition.IfAbsent);
        var broken = new NewObject("a", 3, () => throw new IOException("No space left on device"), "text/plain");

        (
            await Should.ThrowAsync<FailedException>(() =>
                _objects.PutAsync(broken, WriteCondition.IfTag(tag!), Cancellation)
            )
        ).Problem.ShouldBe($"cannot write '{Path.Combine(_folder.Path, "charts")}/a': No space left on device");

        File.ReadAllText(Path.Combine(_folder.Path, "charts/a")).ShouldBe("one");
        File.Exists(Path.Combine(_folder.Path, "charts/.new")).ShouldBeFalse();
    }

    [Fact]
    public async Task Should_list_what_is_there_and_nothing_of_a_folder_that_is_not()
    {
        (await _objects.ListAsync(Cancellation).ToListAsync(Cancellation)).ShouldBeEmpty();

        await PutAsync("one", WriteCondition.IfAbsent);

        (await _objects.ListAsync(Cancellation).ToListAsync(Cancellation)).ShouldBe(["a", ".lock"], ignoreOrder: true);
    }

    [Fact]
    public async Task Should_find_nothing_in_a_folder_that_is_not_there()
    {
        (await _objects.GetAsync("a", null, Cancellation)).ShouldBeNull();
        (await _objects.GetTagAsync("a", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Should_say_that_something_cannot_be_read()
    {
        _folder.Write("charts/a", "one");
        await using var held = new FileStream(
            Path.Combine(_folder.Path, "charts/a"),
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.None
        );
        var problem = $"cannot read '{Path.Combine(_folder.Path, "charts")}/a': ";

        (
            await Should.ThrowAsync<FailedException>(() => _objects.GetAsync("a", null, Cancellation))
        ).Problem.ShouldStartWith(problem);
        (
            await Should.ThrowAsync<FailedException>(() => _objects.GetTagAsync("a", Cancellation))
        ).Problem.ShouldStartWith(problem);
    }

    [Fact]
    public async Task Should_say_that_a_folder_cannot_be_made()
    {
        _folder.Write("charts", "a file where the folder should be");

        (
            await Should.ThrowAsync<FailedException>(() => PutAsync("one", WriteCondition.IfAbsent))
        ).Problem.ShouldStartWith("cannot write '");
    }

    [Fact]
    public async Task Should_not_wait_for_another_writer_for_ever()
    {
        var held = _folder.Write("charts/.lock", "");
        await using var file = new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var time = new InstantTime(DateTimeOffset.UnixEpoch);
        var objects = new FolderObjects(Path.GetDirectoryName(held)!, time, new Random(1));

        (
            await Should.ThrowAsync<FailedException>(() =>
                objects.PutAsync(NewObject.Of("a", default, "text/plain"), WriteCondition.IfAbsent, Cancellation)
            )
        ).Problem.ShouldStartWith($"'{held}' is held for more than 60 s: ");
        (time.GetUtcNow() - DateTimeOffset.UnixEpoch).ShouldBeInRange(
            TimeSpan.FromSeconds(60),
            TimeSpan.FromSeconds(61)
        );
    }

    private Task<string?> PutAsync(string content, WriteCondition condition) =>
        _objects.PutAsync(NewObject.Of("a", Encoding.UTF8.GetBytes(content), "text/plain"), condition, Cancellation);
}
