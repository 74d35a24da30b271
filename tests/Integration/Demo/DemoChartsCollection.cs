namespace Deploy.Integration.Demo;

/// <summary>Lets the chart tests share their copies.</summary>
[CollectionDefinition(nameof(DemoCharts))]
public sealed class DemoChartsCollection : ICollectionFixture<DemoCharts>;
