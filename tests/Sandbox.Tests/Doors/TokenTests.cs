using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Deploy.Sandbox.Tests.Doors;

/// <summary>Where the token comes from, and who may read it.</summary>
public sealed class TokenTests : DoorFixture
{
    [Fact]
    public void Should_be_256_bits_of_the_given_randomness()
    {
        using var random = new Counting();

        AccessToken.Draw(random).Value.ShouldBe("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    }

    [Fact]
    public void Should_not_show_itself() => $"{AccessToken.Parse(Server.Token)}".ShouldBe("****");

    [Fact]
    public async Task Should_be_another_one_with_every_run()
    {
        var first = Server.Token;

        await RestartAsync(() => Files().Keys.ShouldNotContain("token"));

        Server.Token.ShouldNotBe(first);
    }

    // A run that is killed leaves its helm behind, which knows no other.
    [Fact]
    public async Task Should_stay_what_it_was_when_a_killed_run_is_followed_by_another()
    {
        var token = Server.Token;

        await RestartAsync(() => File.WriteAllText(Path.Combine(State, "token"), token));

        Server.Token.ShouldBe(token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sandbox")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1\n")]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F")]
    public async Task Should_be_drawn_anew_where_the_one_that_was_left_is_not_whole(string left)
    {
        await RestartAsync(() => File.WriteAllText(Path.Combine(State, "token"), left));

        Server.Token.ShouldNotBe(left);
        Server.Token.Length.ShouldBe(64);
    }

    [Fact]
    public async Task Should_be_shared_by_the_runs_of_one_user()
    {
        await using var guest = await StartAsync();

        guest.IsOwner.ShouldBeFalse();
        guest.Token.ShouldBe(Server.Token);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Should_be_for_the_eyes_of_the_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        const UnixFileMode File0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        // Charts were published here before.
        await RestartAsync(() => File.SetUnixFileMode(State, (UnixFileMode)0b111_111_111));

        File.GetUnixFileMode(State).ShouldBe(File0600 | UnixFileMode.UserExecute);
        var holders = Files().Where(file => file.Value.Contains(Server.Token)).Select(file => file.Key).Order();
        holders.ShouldBe(["kubeconfig", "token"]);
        foreach (var file in holders.Append("tls.pem"))
        {
            File.GetUnixFileMode(Path.Combine(State, file)).ShouldBe(File0600, file);
        }
    }

    private sealed class Counting : RandomNumberGenerator
    {
        public override void GetBytes(byte[] data)
        {
            for (var index = 0; index < data.Length; index++)
            {
                data[index] = (byte)index;
            }
        }
    }
}
