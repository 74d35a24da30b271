using Deploy.Clusters.Workloads;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;

namespace Deploy.Clusters.Tests.Workloads;

public sealed class PodJudgeTests
{
    private const string Refused =
        "rpc error: code = Unknown desc = Error response from daemon: manifest for registry.test/web:1 not found: manifest unknown";
    private const string Busy = "rpc error: code = Unknown desc = Error response from daemon: 503 Service Unavailable";

    private readonly FakeTimeProvider _time = new();
    private readonly PodHistories _histories;

    public PodJudgeTests() => _histories = new(_time);

    [Fact]
    public void Should_forgive_one_crash() => Judge(Pods.Waiting("CrashLoopBackOff", restarts: 1)).ShouldBeNull();

    [Fact]
    public void Should_be_certain_after_two_crashes() =>
        Judge(Pods.Waiting("CrashLoopBackOff", restarts: 2))!
            .Problem.ShouldBe(
                "pod web-1, container server crashes again and again: exit code 1, 2 restarts (CrashLoopBackOff)"
            );

    [Fact]
    public void Should_say_that_memory_ran_out()
    {
        var container = Pods.Waiting("CrashLoopBackOff", restarts: 2, exitCode: 137);
        container.LastState.Terminated.Reason = "OOMKilled";

        Judge(container)!.Problem.ShouldContain("more memory than its limit (OOMKilled)");
    }

    [Fact]
    public void Should_not_call_a_container_hopeless_that_runs_again_after_crashes() =>
        Judge(Pods.Running(restarts: 5)).ShouldBeNull();

    [Fact]
    public void Should_hold_old_crashes_against_an_older_pod_only_when_it_crashes_anew()
    {
        var pod = Pods.With(Pods.Waiting("CrashLoopBackOff", restarts: 7));
        Judge(pod, isOlder: true).ShouldBeNull();

        Judge(Pods.With(Pods.Waiting("CrashLoopBackOff", restarts: 8)), isOlder: true).ShouldNotBeNull();
    }

    [Fact]
    public void Should_be_certain_at_once_that_an_image_is_not_there() =>
        Judge(Pods.Waiting("ErrImagePull", Refused))!
            .Problem.ShouldBe(
                "pod web-1, container server: image registry.test/web:1 cannot be pulled: Error response from daemon: manifest for registry.test/web:1 not found: manifest unknown (ErrImagePull)"
            );

    [Fact]
    public void Should_remember_the_answer_while_the_node_only_waits()
    {
        Judge(Pods.Waiting("ErrImagePull", Busy)).ShouldBeNull();
        Judge(Pods.Waiting("ImagePullBackOff", "Back-off pulling image")).ShouldBeNull();
        Judge(Pods.Waiting("ErrImagePull", Refused))!.Problem.ShouldContain("manifest unknown");
    }

    [Fact]
    public void Should_give_a_registry_three_attempts_that_may_recover()
    {
        for (var attempt = 1; attempt < PodJudge.Pulls; attempt++)
        {
            Judge(Pods.Waiting("ErrImagePull", Busy)).ShouldBeNull();
            Judge(Pods.Waiting("ImagePullBackOff", "Back-off")).ShouldBeNull();
        }

        Judge(Pods.Waiting("ErrImagePull", Busy))!.Problem.ShouldContain("503 Service Unavailable");
    }

    [Fact]
    public void Should_refuse_an_image_name_at_once() =>
        Judge(Pods.Waiting("InvalidImageName"))!.Problem.ShouldContain("is no image name");

    [Fact]
    public void Should_wait_a_while_for_a_secret_that_an_operator_may_make()
    {
        var container = Pods.Waiting("CreateContainerConfigError", "secret \"db\" not found");
        Judge(container).ShouldBeNull();
        _time.Advance(PodJudge.Patience);

        Judge(container)!
            .Problem.ShouldBe(
                "pod web-1, container server cannot be created: secret \"db\" not found (CreateContainerConfigError)"
            );
    }

    [Fact]
    public void Should_start_anew_when_the_secret_came_meanwhile()
    {
        Judge(Pods.Waiting("CreateContainerConfigError"));
        Judge(Pods.Running());
        _time.Advance(PodJudge.Patience);

        Judge(Pods.Waiting("CreateContainerConfigError")).ShouldBeNull();
    }

    [Fact]
    public void Should_look_at_containers_that_run_first_too()
    {
        var pod = Pods.With(Pods.Waiting("PodInitializing"));
        pod.Status.InitContainerStatuses = [Pods.Waiting("CrashLoopBackOff", restarts: 3)];
        pod.Status.InitContainerStatuses[0].Name = "migrate";

        Judge(pod)!.Problem.ShouldStartWith("pod web-1, container migrate crashes");
    }

    [Theory]
    [InlineData("ContainerCreating")]
    [InlineData("PodInitializing")]
    public void Should_wait_for_what_only_takes_its_time(string reason) => Judge(Pods.Waiting(reason)).ShouldBeNull();

    private Fault? Judge(V1ContainerStatus container) => Judge(Pods.With(container));

    private Fault? Judge(V1Pod pod, bool isOlder = false)
    {
        _histories.Observe(pod);
        return new PodJudge(_histories, _time).Judge(pod, isOlder);
    }
}
