using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests.Support;

/// <summary>The containers that a host may use, asked from inside a task.</summary>
internal static class Container
{
    /// <summary>The host's quick container, and the full one, Microsoft's, which says what is right.</summary>
    public static TheoryData<string> Containers => ["quick", "full"];

    /// <summary>Runs a task that journals what it gets from the container.</summary>
    public static Run Resolve(
        string container,
        Action<IServiceCollection> register,
        Func<IServiceProvider, object?[]> resolve
    ) =>
        new TestHost()
            .With<Resolving>()
            .Configure(host =>
                host.ConfigureServices(services =>
                {
                    services.AddSingleton(new Question(resolve));
                    register(services);
                    if (container == "full")
                    {
                        // The quick one leaves registrations like this one, with all others, to the full one.
                        services.AddSingleton(typeof(Open<>));
                    }
                })
            )
            .Run("--target=Resolving");

    private sealed record Question(Func<IServiceProvider, object?[]> Ask);

    private sealed class Resolving(Question question) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            foreach (var resolved in question.Ask(context.ServiceProvider))
            {
                context.Journal.Add($"{resolved ?? "null"}");
            }
        }
    }

    public sealed class Open<T>
    {
        public string Name => typeof(T).Name;
    }
}
