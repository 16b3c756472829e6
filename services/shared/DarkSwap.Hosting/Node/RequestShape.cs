using DarkSwap.Hosting.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DarkSwap.Hosting.Node;

/// <summary>
/// Refuses requests that the web server takes but that two readers could understand differently, and bodies that are more than they seem. Every process does:
/// a service bears being asked past its gateway.
/// </summary>
internal static class RequestShape
{
    private const string Identity = "identity";

    /// <summary>Where Kestrel puts the length of a body that came in chunks (RFC 9112 §6.3).</summary>
    private const string DoubtfulLength = "X-Content-Length";

    public static void RefuseOddRequests(this IApplicationBuilder application) => application.Use(static (context, next) =>
        RequestHead.FindFault(context) is { } status ? RefuseHeadAsync(context, status)
        : IsDoubtful(context.Request) ? RefuseAsync(context, "The length of the body is in doubt.")
        : HasControlCharacter(context.Request.Path) ? RefuseAsync(context, "The path has control characters.")
        : IsEncoded(context.Request) ? RefuseEncodingAsync(context)
        : next(context));

    /// <summary>A length beside chunks, or chunks before there were any: what one server takes for the body's end, another may take for the next request.</summary>
    private static bool IsDoubtful(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0 && (request.Headers.ContainsKey(DoubtfulLength) || HttpProtocol.IsHttp10(request.Protocol));

    private static bool HasControlCharacter(PathString path) => path.Value.AsSpan().ContainsAnyInRange('\0', '\u001f');

    /// <summary>A compressed body could be a thousand times what its length says, so it is refused unread (RFC 9110 §8.4, §15.5.16).</summary>
    private static bool IsEncoded(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding;
        return encoding.Count > 0 && !(encoding is [{ } only] && string.Equals(only, Identity, StringComparison.OrdinalIgnoreCase));
    }

    private static Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.Headers.Connection = "close";
        return ProblemResults.Problem(StatusCodes.Status400BadRequest, "bad-request", "Bad Request", reason).ExecuteAsync(context);
    }

    private static Task RefuseHeadAsync(HttpContext context, int status)
    {
        context.Response.Headers.Connection = "close";
        return Results.Problem(statusCode: status).ExecuteAsync(context);
    }

    private static Task RefuseEncodingAsync(HttpContext context)
    {
        context.Response.Headers.AcceptEncoding = Identity;
        return ProblemResults.Problem(
            StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Unsupported Media Type", "Bodies are taken without Content-Encoding only.").ExecuteAsync(context);
    }
}
