using DarkSwap.Gateway.Edge;
using DarkSwap.Hosting.Security;

namespace DarkSwap.Gateway.RateLimits;

/// <summary>Who is limited: the subject of a credential that was accepted, else the address. Hashes are keyed by the process, so that nobody can choose to share another's place.</summary>
internal static class CallerSource
{
    /// <param name="isOwn">Whether it is the operator or one of the node's API keys.</param>
    public static ulong Of(HttpContext context, out bool isOwn)
    {
        if (context.User.Identity is { IsAuthenticated: true } && context.User.FindFirst(AccessTokens.SubjectClaim)?.Value is { } subject)
        {
            isOwn = subject == AccessTokens.OperatorSubject || subject.StartsWith(AccessTokens.ApiKeySubjectPrefix, StringComparison.Ordinal);
            return Join(HashCode.Combine(subject), HashCode.Combine(subject, isOwn));
        }

        isOwn = false;
        return OfAddress(context);
    }

    public static ulong OfAddress(HttpContext context)
    {
        var address = SourceAddress.Of(context.Connection.RemoteIpAddress);
        return Join(HashCode.Combine(address.Value, address.IsIPv6), HashCode.Combine(address.IsIPv6, address.Value));
    }

    /// <summary>Never zero, which is the source of places that nobody has had.</summary>
    private static ulong Join(int high, int low) => ((ulong)(uint)high << 32) | (uint)low | 1;
}
