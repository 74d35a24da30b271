using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Kubernetes;

/// <summary>An answer of the API.</summary>
public sealed record Reply(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    public JsonNode Body => JsonNode.Parse(Text)!;

    /// <summary>What a refusal says.</summary>
    public string Message => Body["message"]!.GetValue<string>();

    /// <summary>The machine-readable reason of a refusal.</summary>
    public string? Reason => Body["reason"]?.GetValue<string>();

    public static async Task<Reply> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);

    /// <summary>Fails the test, with the answer, unless the status is as expected.</summary>
    public Reply ShouldBe(HttpStatusCode expected)
    {
        Status.ShouldBe(expected, Text);
        return this;
    }

    /// <summary>Fails the test unless the request was refused with exactly this message.</summary>
    public Reply ShouldBeRefused(HttpStatusCode expected, string message)
    {
        ShouldBe(expected);
        Message.ShouldBe(message);
        return this;
    }
}
