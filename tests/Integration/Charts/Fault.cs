using Deploy.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace Deploy.Integration.Charts;

/// <summary>What networks and servers do to a request between the SDK and S3.</summary>
internal static class Fault
{
    /// <summary>A fault by its name; true where the request is answered with it.</summary>
    public static Func<FaultProxy, HttpContext, ValueTask<bool>> Named(string name) =>
        name switch
        {
            "slow" => SlowAsync,
            "reset" => ResetAsync,
            "reply lost" => LoseReplyAsync,
            "truncated" => TruncateAsync,
            "conditions stripped" => StripConditionsAsync,
            "not YAML" => Answering("<html>sorry</html>\n"u8.ToArray()),
            "shorter" => Answering("apiVersion: v1\nentries:\n  aaa:\n  - version: 1.0.0\n"u8.ToArray()),
            "404" => Failing(404, "NoSuchKey"),
            "409" => Failing(409, "ConditionalRequestConflict"),
            "412" => Failing(412, "PreconditionFailed"),
            "503" => Failing(503, "SlowDown"),
            _ => Failing(500, "InternalError"),
        };

    /// <summary>Answers with other content than the server's.</summary>
    /// <param name="content">The content.</param>
    /// <param name="isConsistent">Whether headers that the SDK would find it out by are gone, too.</param>
    public static Func<FaultProxy, HttpContext, ValueTask<bool>> Answering(byte[] content, bool isConsistent = false) =>
        async (proxy, context) =>
        {
            await BufferAsync(proxy, context);
            if (isConsistent)
            {
                context.Response.Headers.Remove("x-amz-checksum-crc32");
                context.Response.Headers.ETag = "\"of-several-parts-2\"";
            }

            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content);
            return true;
        };

    private static Func<FaultProxy, HttpContext, ValueTask<bool>> Failing(int status, string code) =>
        async (_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync($"<Error><Code>{code}</Code><Message>injected</Message></Error>");
            return true;
        };

    private static async ValueTask<bool> SlowAsync(FaultProxy proxy, HttpContext context)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { });
        return true;
    }

    private static ValueTask<bool> ResetAsync(FaultProxy proxy, HttpContext context)
    {
        context.Abort();
        return ValueTask.FromResult(true);
    }

    private static async ValueTask<bool> LoseReplyAsync(FaultProxy proxy, HttpContext context)
    {
        await BufferAsync(proxy, context);
        context.Abort();
        return true;
    }

    private static async ValueTask<bool> TruncateAsync(FaultProxy proxy, HttpContext context)
    {
        var content = await BufferAsync(proxy, context);
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
        return true;
    }

    private static ValueTask<bool> StripConditionsAsync(FaultProxy proxy, HttpContext context)
    {
        context.Request.Headers.Remove("If-Match");
        context.Request.Headers.Remove("If-None-Match");
        return ValueTask.FromResult(false);
    }

    // Lets the server do what is asked, and keeps its answer.
    private static async Task<byte[]> BufferAsync(FaultProxy proxy, HttpContext context)
    {
        var (body, buffer) = (context.Response.Body, new MemoryStream());
        context.Response.Body = buffer;
        await proxy.ForwardAsync(context);
        context.Response.Body = body;
        return buffer.ToArray();
    }
}
