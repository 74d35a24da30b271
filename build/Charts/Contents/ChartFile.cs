namespace Deploy.Charts.Contents;

/// <summary>A regular file of a chart.</summary>
/// <param name="Path">Its path in the chart, segments separated by <c>/</c>: <c>templates/service.yaml</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ChartFile(string Path, ReadOnlyMemory<byte> Content);
