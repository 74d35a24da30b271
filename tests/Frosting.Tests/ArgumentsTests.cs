using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests;

public sealed class ArgumentsTests
{
    [Fact]
    public void Should_hand_every_other_option_to_the_program_in_order() =>
        new TestHost()
            .With<Show>()
            .Run("--target=Show", "--services=a", "--flag", "--services", "b", "--version-of=1.2.3")
            .ShouldSucceed("flag=", "services=a,b", "target=Show", "version-of=1.2.3");

    [Fact]
    public void Should_find_arguments_whatever_their_case() =>
        new TestHost().With<Find>().Run("--target=Find", "--Services=a").ShouldSucceed("a");

    [Fact]
    public void Should_hand_the_default_target_to_the_program() =>
        new TestHost().With<Default>().Run("--verbosity=normal", "--exclusive").ShouldSucceed("target=Default");

    [Fact]
    public void Should_take_options_but_not_words_for_arguments_after_two_dashes() =>
        new TestHost()
            .With<Default>()
            .Run("--flag", "--", "word", "--services=a", "--tree")
            .ShouldSucceed("flag=", "services=a", "target=Default", "tree=");

    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--DryRun")]
    [InlineData("--Verbosity", "quiet")]
    public void Should_run_for_real_when_an_option_only_looks_like_one_of_its_own(params string[] args)
    {
        var run = new TestHost().With<Default>().Run(args);

        run.ExitCode.ShouldBe(0);
        run.Journal.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("--dryrun=yes")]
    [InlineData("--dryrun=1")]
    [InlineData("--noop:on")]
    [InlineData("--tree=1")]
    [InlineData("--version=1.2.3")]
    [InlineData("--no-report=maybe")]
    [InlineData("--info=x")]
    [InlineData("--exclusive=all")]
    [InlineData("-e=x")]
    [InlineData("--description=no")]
    [InlineData("--help=x")]
    [InlineData("--dryrun=")]
    [InlineData("--dryrun", "yes")]
    public void Should_not_run_when_a_flag_has_a_value_that_is_neither_true_nor_false(params string[] args)
    {
        var run = new TestHost().With<Default>().Run(["--reason=x", .. args]);

        run.ExitCode.ShouldBe(-1);
        run.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void Should_accept_a_flag_that_is_denied() =>
        new TestHost()
            .With<After>()
            .With<Default>()
            .Run("--target=After", "--exclusive=false")
            .Journal.Count.ShouldBe(2);

    [Theory]
    [InlineData("-v", "d")]
    [InlineData("-v", "Diagnostic")]
    [InlineData("--verbosity=DIAGNOSTIC")]
    public void Should_take_a_verbosity_in_any_case_and_by_its_letter(params string[] args) =>
        new TestHost().With<Default>().Run(args).Output.ShouldContain("Registering task: Default");

    private class Show : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            foreach (var (name, values) in context.Arguments.GetArguments().OrderBy(argument => argument.Key))
            {
                context.Journal.Add($"{name}={string.Join(',', values)}");
            }
        }
    }

    private sealed class Default : Show;

    private sealed class Find : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) =>
            context.Journal.Add(string.Join(',', context.Arguments.GetArguments("services")));
    }

    [IsDependentOn(typeof(Default))]
    private sealed class After : Show;
}
