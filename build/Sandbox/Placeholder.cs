namespace Deploy.Sandbox;

internal static class Placeholder;
