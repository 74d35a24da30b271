namespace Deploy.Model.Catalog;

/// <summary>Files whose changes one service has to bring to the database before others may rely on them.</summary>
/// <param name="Lead">The service whose deployment runs the migrations.</param>
/// <param name="Patterns">Which files they are, e.g. <c>services/users/**/migrations/*.py</c>.</param>
public sealed record MigrationRule(ServiceName Lead, IReadOnlyList<string> Patterns);
