using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace DarkSwap.Gateway.Idempotency;

/// <summary>
/// <c>Idempotency-Key</c> on a POST: the same key and request get the same answer, the same key and another request get 409. A request that has begun is carried to its end
/// even if its caller goes away. Callers without a credential create nothing, so that their keys have no effect and nothing of theirs is kept.
/// </summary>
internal sealed class IdempotencyStep(IdempotencyRecords records, IOptions<IdempotencyOptions> options) : IRequestStep, IDisposable
{
    public const string Header = "Idempotency-Key";

    private const int MaximumKeyLength = 128;

    /// <summary>The largest body that any operation takes: none goes to a file.</summary>
    private const int MaximumBufferedBytes = 9 * 1024 * 1024;

    /// <summary>Bodies above this wait for one of few places, so that memory for them is bounded whoever sends how many.</summary>
    private const int LargeBytes = 256 * 1024;

    private readonly ConcurrencyLimiter largeBodies = new(new ConcurrencyLimiterOptions { PermitLimit = 16, QueueLimit = 64 });

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        HttpMethods.IsPost(context.Request.Method)
        && context.Request.Headers.TryGetValue(Header, out var values)
        && context.User.Identity is { IsAuthenticated: true }
        && context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<UnrecordedAnswers>() is null
            ? InvokeAsync(context, next, values)
            : next(context);

    public void Dispose() => largeBodies.Dispose();

    private async Task InvokeAsync(HttpContext context, RequestDelegate next, StringValues values)
    {
        if (values is not [{ Length: > 0 and <= MaximumKeyLength } key] || !key.All(character => character is >= '!' and <= '~'))
        {
            await ProblemResults.Invalid(Header, $"is 1 to {MaximumKeyLength} visible ASCII characters").ExecuteAsync(context);
            return;
        }

        using var place = IsLarge(context.Request) ? await largeBodies.AcquireAsync(1, context.RequestAborted) : null;
        if (place is { IsAcquired: false })
        {
            context.Response.Headers.RetryAfter = "1";
            await ProblemResults.Unavailable("busy", "Too many large requests are under way").ExecuteAsync(context);
            return;
        }

        await ClaimAsync(context, next, Hash(Encoding.UTF8.GetBytes($"{Caller.Of(context.User).Subject}\n{key}")));
    }

    private static bool IsLarge(HttpRequest request) =>
        request.ContentLength > LargeBytes
        || (request.ContentLength is null && request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize > LargeBytes);

    private async Task ClaimAsync(HttpContext context, RequestDelegate next, string keyHash)
    {
        var requestHash = await HashRequestAsync(context.Request, context.RequestAborted);
        if (await records.ClaimAsync(keyHash, requestHash, context.RequestAborted) is { } earlier)
        {
            await RepeatAsync(context, earlier, requestHash);
            return;
        }

        await AnswerFirstAsync(context, next, keyHash);
    }

    private static async Task RepeatAsync(HttpContext context, IdempotencyRecord earlier, string requestHash)
    {
        if (earlier.RequestHash != requestHash)
        {
            await ProblemResults.Conflict("idempotency-key-reused", "The idempotency key was used for another request").ExecuteAsync(context);
            return;
        }

        if (earlier.Status is not { } status)
        {
            await ProblemResults.Conflict(
                "idempotency-unanswered",
                "The first request with this idempotency key has no answer yet",
                "It is under way, or the node stopped meanwhile: look whether it took effect before you try again with another key.").ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = earlier.ContentType;
        if (earlier.Location is { } location)
        {
            context.Response.Headers.Location = location;
        }

        await context.Response.Body.WriteAsync(earlier.Body ?? [], context.RequestAborted);
    }

    private static async Task<string> HashRequestAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering(MaximumBufferedBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n"));
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task AnswerFirstAsync(HttpContext context, RequestDelegate next, string keyHash)
    {
        context.RequestAborted = CancellationToken.None;
        var original = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
        }
        catch
        {
            await records.ReleaseAsync(keyHash, CancellationToken.None);
            throw;
        }
        finally
        {
            context.Response.Body = original;
        }

        if (context.Features.Get<IUnknownOutcome>() is not null)
        {
            // The claim stays without an answer: the request may have taken effect behind the gateway, so it must not run again under this key.
        }
        else if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError || answer.Length > options.Value.MaximumAnswerBytes)
        {
            await records.ReleaseAsync(keyHash, CancellationToken.None);
        }
        else
        {
            await records.AnswerAsync(keyHash, context.Response, answer.ToArray(), CancellationToken.None);
        }

        answer.Position = 0;
        await answer.CopyToAsync(original, CancellationToken.None);
    }
}
