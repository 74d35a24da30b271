using Deploy.Charts.Index;
using Deploy.Charts.Objects;
using Deploy.Charts.Publishing;
using Deploy.Charts.Stores.Indexed;
using Deploy.Charts.Tests.Fixtures;
using Deploy.Testing;
using Deploy.Testing.Charts;
using NSubstitute;

namespace Deploy.Charts.Tests.Objects;

public sealed class RetryingObjectsTests
{
    private static readonly NewObject Content = NewObject.Of("a", "x"u8.ToArray(), "text/plain");

    private readonly MemoryObjects _objects = new();
    private readonly InstantTime _time = new(DateTimeOffset.UnixEpoch);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_try_again_what_failed_in_passing()
    {
        FailFirst(5);
        _objects.Set("a", "x"u8.ToArray());

        (await Retrying.GetAsync("a", null, Cancellation)).ShouldNotBeNull();
        _objects.Calls.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Should_give_up_after_a_bounded_number_of_tries()
    {
        FailFirst(int.MaxValue);

        (
            await Should.ThrowAsync<FailedException>(() =>
                Retrying.PutAsync(Content, WriteCondition.IfAbsent, Cancellation)
            )
        ).Problem.ShouldBe("PUT a: no answer (tried 6 times)");
        _objects.Calls.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Should_not_try_again_what_no_other_try_can_mend()
    {
        _objects.Before = _ => throw new FailedException("AccessDenied");

        await Should.ThrowAsync<FailedException>(() => Retrying.GetTagAsync("a", Cancellation));
        _objects.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_say_that_a_condition_failed_after_a_write_whose_answer_was_lost()
    {
        var once = true;
        _objects.AfterPut = key =>
        {
            if (once)
            {
                once = false;
                throw new TransientException($"PUT {key}: reset", new IOException());
            }
        };

        (await Retrying.PutAsync(Content, WriteCondition.IfAbsent, Cancellation)).ShouldBeNull();
        _objects.Objects.Keys.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Should_publish_although_both_answers_are_lost()
    {
        _objects.Set("index.yaml", IndexEditor.Empty(DateTimeOffset.UnixEpoch).ToArray());
        var lost = new HashSet<string>();
        _objects.AfterPut = key =>
        {
            if (lost.Add(key))
            {
                throw new TransientException($"PUT {key}: reset", new IOException());
            }
        };
        var store = new IndexedChartStore(
            new IndexedRepository(Retrying, RepositoryLayout.S3(_objects.Url)),
            _time,
            new Random(1)
        );

        var result = await store.PublishAsync(TestCharts.Package(), new PublishRules(), Cancellation);

        lost.ShouldBe(["web-0.1.0.tgz", "index.yaml"], ignoreOrder: true);
        result.Outcome.ShouldBe(PublishOutcome.Published);
        result.Digest.ShouldBe(TestCharts.Package().Digest);
    }

    [Fact]
    public async Task Should_list_again_from_the_start()
    {
        FailFirst(1);
        _objects.Set("a", "x"u8.ToArray());

        (await Retrying.ListAsync(Cancellation).ToListAsync(Cancellation)).ShouldBe(["a"]);
        _objects.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Should_say_that_no_try_was_answered_in_time()
    {
        var silent = Substitute.For<IObjectStore>();
        silent.Url.Returns("s3://bucket/charts");
        silent
            .GetTagAsync("a", Arg.Any<CancellationToken>())
            .Returns(async call =>
            {
                await Task.Delay(Timeout.Infinite, call.Arg<CancellationToken>());
                return null;
            });
        var retrying = new RetryingObjects(silent, _time, new Random(1), TimeSpan.FromMilliseconds(10));

        (await Should.ThrowAsync<FailedException>(() => retrying.GetTagAsync("a", Cancellation))).Problem.ShouldBe(
            "s3://bucket/charts did not answer within 0.01 s (tried 6 times)"
        );
    }

    [Fact]
    public async Task Should_wait_longer_each_time_and_never_for_minutes()
    {
        FailFirst(5);

        await Retrying.GetTagAsync("a", Cancellation);

        (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).ShouldBeInRange(
            TimeSpan.FromMilliseconds(200),
            TimeSpan.FromSeconds(6.2)
        );
    }

    private RetryingObjects Retrying => new(_objects, _time, new Random(1));

    private void FailFirst(int calls) =>
        _objects.Before = call =>
        {
            if (calls-- > 0)
            {
                throw new TransientException($"{call}: no answer", new IOException());
            }
        };
}
