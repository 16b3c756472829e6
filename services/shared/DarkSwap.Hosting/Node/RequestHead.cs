using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DarkSwap.Hosting.Node;

/// <summary>How large a request may be before its body.</summary>
internal static class RequestHead
{
    public const int MaximumTargetBytes = 8 * 1024;
    public const int MaximumHeaders = 64;
    public const int MaximumHeaderBytes = 16 * 1024;

    /// <summary>What stands around a field in HTTP/1.1: a colon, a space and the end of the line.</summary>
    private const int BytesAroundField = 4;

    /// <summary>The status of the refusal; null if it is small enough.</summary>
    public static int? FindFault(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > MaximumTargetBytes)
        {
            return StatusCodes.Status414UriTooLong;
        }

        var (count, bytes) = (0, 0);
        foreach (var (name, values) in context.Request.Headers)
        {
            foreach (var value in values)
            {
                count++;
                bytes += name.Length + (value?.Length ?? 0) + BytesAroundField;
            }
        }

        return count > MaximumHeaders || bytes > MaximumHeaderBytes ? StatusCodes.Status431RequestHeaderFieldsTooLarge : null;
    }
}
