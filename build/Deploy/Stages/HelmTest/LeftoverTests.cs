using System.Net;
using System.Text.Json;
using Deploy.Clusters.Releases;
using Deploy.Clusters.Watching;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deploy.Stages.HelmTest;

/// <summary>
/// Removes what earlier tests left behind. Helm does so only for the hook policy <c>before-hook-creation</c>; else their
/// names are taken, and the next tests cannot start.
/// </summary>
internal sealed class LeftoverTests(ClusterWatch watch, NamespaceName @namespace, TimeProvider time)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Removes them, and waits until they are gone.</summary>
    /// <exception cref="FailedException">One does not go.</exception>
    public async Task RemoveAsync(IReadOnlyList<InstalledHook> tests, CancellationToken cancel) =>
        await Task.WhenAll(tests.Select(test => RemoveAsync(test, cancel)));

    private async Task RemoveAsync(InstalledHook test, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (await DeleteAsync(test, cancel))
        {
            if (time.GetElapsedTime(began) >= _limit)
            {
                throw new FailedException(
                    $"{test.Kind} {test.Name}, left behind by an earlier test, is not gone after {_limit.TotalSeconds:0} s"
                )
                {
                    NextStep = $"kubectl --namespace {@namespace} describe {test.Kind} {test.Name} shows what holds it",
                };
            }

            await Task.Delay(_pause, time, cancel);
        }
    }

    // Whether it was there. Deleting again what is on its way out does no harm.
    private async Task<bool> DeleteAsync(InstalledHook test, CancellationToken cancel)
    {
        try
        {
            await watch.Cluster.CallAsync(api => DeleteAsync(api, test, cancel));
            return true;
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
        catch (JsonException)
        {
            // Deleted: the answer is the object where it goes later, and a Status where it went at once.
            return true;
        }
    }

    private async Task<bool> DeleteAsync(Kubernetes api, InstalledHook test, CancellationToken cancel)
    {
        var options = new V1DeleteOptions { PropagationPolicy = "Background", GracePeriodSeconds = 0 };
        if (test.Kind == "Job")
        {
            RequireHook(
                await api.BatchV1.ReadNamespacedJobAsync(test.Name, @namespace.Value, cancellationToken: cancel)
            );
            await api.BatchV1.DeleteNamespacedJobAsync(test.Name, @namespace.Value, options, cancellationToken: cancel);
        }
        else
        {
            RequireHook(
                await api.CoreV1.ReadNamespacedPodAsync(test.Name, @namespace.Value, cancellationToken: cancel)
            );
            await api.CoreV1.DeleteNamespacedPodAsync(test.Name, @namespace.Value, options, cancellationToken: cancel);
        }

        return true;
    }

    private void RequireHook(IKubernetesObject<V1ObjectMeta> item)
    {
        if (item.GetAnnotation("helm.sh/hook") is null)
        {
            throw new FailedException(
                $"{item.Name()} in {@namespace} has the name of a test, but is none: Helm cannot run that test"
            )
            {
                NextStep = "rename the test in the chart, or remove what has its name",
            };
        }
    }
}
