using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Tests.Hosting;

public sealed class TaskNamesTests
{
    [Fact]
    public void Should_name_every_task_and_nothing_else() =>
        TaskNames.All.ShouldBe(
            typeof(DeployContext)
                .Assembly.GetExportedTypes()
                .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
                .Select(type =>
                    type.GetCustomAttributes(typeof(TaskNameAttribute), inherit: false)
                        .Cast<TaskNameAttribute>()
                        .Single()
                        .Name
                ),
            ignoreOrder: true
        );

    // Where a task is found: a folder of its name has it, or the folder of the stage or operation that it belongs to.
    [Fact]
    public void Should_stand_on_classes_of_the_same_name() =>
        typeof(DeployContext)
            .Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
            .Select(type => type.Name)
            .ShouldBe(TaskNames.All.Select(name => $"{name}Task"), ignoreOrder: true);
}
