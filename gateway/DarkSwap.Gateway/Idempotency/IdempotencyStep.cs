using System.Security.Cryptography;
using System.Text;
using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Idempotency;

/// <summary><c>Idempotency-Key</c> on a POST: the same key and request get the same answer, the same key and another request get 409. A request that has begun is carried to its end even if its caller goes away.</summary>
internal sealed class IdempotencyStep(IdempotencyRecords records, IOptions<IdempotencyOptions> options) : IRequestStep
{
    public const string Header = "Idempotency-Key";

    private const int MaximumKeyLength = 128;

    /// <summary>The largest body that any operation takes: none goes to a file.</summary>
    private const int MaximumBufferedBytes = 512 * 1024;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<UnrecordedAnswers>() is not null || !context.Request.Headers.TryGetValue(Header, out var values))
        {
            await next(context);
            return;
        }

        if (values is not [{ Length: > 0 and <= MaximumKeyLength } key] || !key.All(character => character is >= '!' and <= '~'))
        {
            await ProblemResults.Invalid(Header, $"is 1 to {MaximumKeyLength} visible ASCII characters").ExecuteAsync(context);
            return;
        }

        var keyHash = Hash(Encoding.UTF8.GetBytes($"{Caller.Of(context.User).Subject}\n{key}"));
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
