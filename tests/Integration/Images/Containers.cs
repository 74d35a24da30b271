using System.ComponentModel;
using Deploy.Integration.Demo;

namespace Deploy.Integration.Images;

/// <summary>Containers of the real docker.</summary>
internal static class Containers
{
    /// <summary>Skips the test where there is no docker, or no base image for the demo services.</summary>
    public static async Task RequireAsync(ImageReference @base)
    {
        try
        {
            var daemon = await Child.Run("docker", ["version", "--format={{.Server.Version}}"]);
            Assert.SkipUnless(daemon.ExitCode == 0, "there is no docker daemon");
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no docker on the PATH");
        }

        var image = await Child.Run("docker", ["pull", "--quiet", @base.ToString()]);
        Assert.SkipUnless(image.ExitCode == 0, $"there is no base image {@base}");
    }

    /// <summary>Pulls an image by its digest, runs it, and returns what its health path says.</summary>
    public static async Task<string> AskAsync(ImageReference image, string? dockerConfig = null)
    {
        string[] config = dockerConfig is null ? [] : [$"--config={dockerConfig}"];
        var name = $"{image with { Tag = null }}";
        var port = Health.FreePort();
        (await Child.Run("docker", [.. config, "pull", "--quiet", name])).ShouldHaveSucceeded();
        var run = await Child.Run(
            "docker",
            ["run", "--detach", "--rm", "--network=host", $"--env=PORT={port}", "--env=HOST=127.0.0.1", name]
        );
        var container = run.ShouldHaveSucceeded().Output.Trim();
        try
        {
            return await Health.AskAsync(port, () => true);
        }
        finally
        {
            await Child.Run("docker", ["rm", "--force", container]);
            await Child.Run("docker", ["image", "rm", "--force", name]);
        }
    }
}
