using Deploy.Images;
using Deploy.Images.Build;
using Deploy.Images.Build.Docker;
using Deploy.Images.Build.Layer;
using Deploy.Images.Pex;
using Deploy.Oci.Ecr;
using Deploy.Oci.Registry;
using Deploy.Platforms;
using Deploy.Stages.BuildImage;
using Deploy.Stages.BuildPex;
using Deploy.Tools.Docker;
using Deploy.Tools.Processes;
using Microsoft.Extensions.DependencyInjection;
using IRegistry = Deploy.Oci.Registry.IRegistry;

namespace Deploy.Composition;

/// <summary>What makes PEX files and images, and what keeps images.</summary>
internal static class ImageRegistration
{
    /// <summary>Registers the builders and the registry client.</summary>
    public static IServiceCollection AddImages(this IServiceCollection services) =>
        services
            .AddSingleton(provider => new ContentCache(provider.GetRequiredService<RepositoryPaths>().Cache))
            .AddSingleton<EcrClients>()
            .AddSingleton(provider => new EcrCredentials(
                provider.GetRequiredService<EcrClients>().Of,
                provider.GetRequiredService<TimeProvider>()
            ))
            .AddSingleton<PlatformCredentials>()
            .AddSingleton(provider => new EnsureRepository(provider.GetRequiredService<EcrClients>().Of))
            .AddSingleton<IRegistry>(Registry)
            .AddSingleton(provider => new PexBuilders(
                new Dictionary<PexBuilderKind, Lazy<IPexBuilder>>
                {
                    [PexBuilderKind.Zipapp] = new(() => new ZipappBuilder(provider.GetRequiredService<ContentCache>())),
                    [PexBuilderKind.Pex] = new(() =>
                        new PexCommandBuilder(
                            provider.GetRequiredService<CommandHost>(),
                            provider.GetRequiredService<ContentCache>()
                        )
                    ),
                    [PexBuilderKind.Pants] = new(() =>
                        new PantsBuilder(
                            provider.GetRequiredService<CommandHost>(),
                            provider.GetRequiredService<RepositoryPaths>().Root
                        )
                    ),
                }
            ))
            .AddSingleton(provider => new ImageBuilders(
                new Dictionary<ImageBuilderKind, Lazy<IImageBuilder>>
                {
                    [ImageBuilderKind.Layer] = new(() =>
                        new LayerImageBuilder(
                            provider.GetRequiredService<IRegistry>(),
                            provider.GetRequiredService<ContentCache>()
                        )
                    ),
                    [ImageBuilderKind.Docker] = new(() => Docker(provider)),
                }
            ));

    // The embedded platform's registry has one password, and it is new with every run. Else what docker knows comes first: a login that somebody made by hand is meant.
    private static RegistryClient Registry(IServiceProvider provider) =>
        new(
            RegistryHttp.Create(),
            new FirstCredential(
                provider.GetRequiredService<PlatformCredentials>(),
                new DockerCredentials(
                    DockerConfig(),
                    new CredentialHelper(provider.GetRequiredService<CommandHost>()),
                    passedOver =>
                        provider.GetRequiredService<IRunEvents>().Publish(new Note(passedOver, IsWarning: true))
                ),
                provider.GetRequiredService<EcrCredentials>()
            ),
            provider.GetRequiredService<TimeProvider>()
        );

    // Docker has its own logins; only the embedded platform's and ECR's have to be made for it.
    private static DockerImageBuilder Docker(IServiceProvider provider) =>
        new(
            provider.GetRequiredService<CommandHost>(),
            new ContainerTool(provider.GetRequiredService<ServiceCatalog>().ContainerCommand),
            provider.GetRequiredService<IRegistry>(),
            new FirstCredential(
                provider.GetRequiredService<PlatformCredentials>(),
                provider.GetRequiredService<EcrCredentials>()
            ),
            provider.GetRequiredService<TimeProvider>()
        );

    private static string DockerConfig() =>
        DockerCredentials.ConfigFile(
            Environment.GetEnvironmentVariable("DOCKER_CONFIG"),
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)
        );
}
