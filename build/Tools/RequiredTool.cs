using Cake.Core;
using Deploy.Tools.Processes;

namespace Deploy.Tools;

/// <summary>Says how to get a program that is not there.</summary>
internal static class RequiredTool
{
    /// <summary>Adds the next step to the failure of a command whose program cannot be found or started.</summary>
    public static async Task<CommandResult> OrElse(this Task<CommandResult> command, string remedy)
    {
        try
        {
            return await command;
        }
        catch (FailedException problem) when (problem.InnerException is CakeException)
        {
            throw new FailedException(problem.Problem, problem) { NextStep = remedy };
        }
    }
}
