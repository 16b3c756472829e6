using DarkSwap.Hosting.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DarkSwap.Hosting.Node;

/// <summary>Bodies come as they are: a compressed one could be a thousand times what its length says, so it is refused unread (RFC 9110 §8.4, §15.5.16).</summary>
internal static class RequestEncoding
{
    private const string Identity = "identity";

    public static void RefuseEncodedBodies(this IApplicationBuilder application) => application.Use(static (context, next) =>
    {
        var encoding = context.Request.Headers.ContentEncoding;
        if (encoding.Count == 0 || encoding is [{ } only] && string.Equals(only, Identity, StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        context.Response.Headers.AcceptEncoding = Identity;
        return ProblemResults.Problem(
            StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Unsupported Media Type", "Bodies are taken without Content-Encoding only.").ExecuteAsync(context);
    });
}
