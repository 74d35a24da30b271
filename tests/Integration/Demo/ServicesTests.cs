using System.ComponentModel;
using System.Text.RegularExpressions;
using Deploy.Testing;

namespace Deploy.Integration.Demo;

/// <summary>The demo services' own tests, which Python runs.</summary>
public sealed partial class ServicesTests
{
    [Fact]
    public async Task Should_pass_their_unit_tests()
    {
        var child = await Python("-B", "-m", "unittest", "discover");

        child.ShouldHaveSucceeded();
        // A discovery that finds nothing succeeds as well, before Python 3.12.
        int.Parse(TestCount().Match(child.Error).Groups["count"].Value).ShouldBeGreaterThan(50);
    }

    private static async Task<Child> Python(params string[] arguments)
    {
        try
        {
            var version = await Child.Run("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]);
            Assert.SkipUnless(version.ExitCode is 0, "python3 is older than 3.9");
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no python3 on the PATH");
        }

        return await Child.Run("python3", arguments, folder: Path.Combine(Repository.Root, "services"));
    }

    [GeneratedRegex(@"^Ran (?<count>\d+) tests", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex TestCount();
}
