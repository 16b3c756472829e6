using DarkSwap.Hosting.Node;

namespace DarkSwap.Gateway.RateLimits;

/// <summary>Which limit a request counts against. Decided by method and path, before and without any service, so that it is the same in a gateway and in a standalone node.</summary>
internal static class OperationClasses
{
    private static readonly PathString BasePath = NodeApplication.BasePath;
    private static readonly PathString Health = "/health";
    private static readonly PathString Authentication = "/auth";
    private static readonly PathString Events = "/events";
    private static readonly PathString Signaling = "/network/signaling";
    private static readonly PathString Psbts = "/psbts";
    private static readonly PathString Quotes = "/orderbook/quotes";
    private static readonly PathString Trades = "/trades";
    private const string Signatures = "/signatures";

    /// <summary>Null: not limited, because whoever watches the process must always get through.</summary>
    public static OperationClass? Of(HttpRequest request)
    {
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (!request.Path.StartsWithSegments(BasePath, StringComparison.OrdinalIgnoreCase, out var path))
        {
            return request.Path.StartsWithSegments(Health, StringComparison.OrdinalIgnoreCase) ? null : isRead ? OperationClass.Read : OperationClass.Write;
        }

        if (Is(path, Events) || Is(path, Signaling))
        {
            return OperationClass.Stream;
        }

        if (Is(path, Authentication))
        {
            return OperationClass.Authentication;
        }

        return isRead ? OperationClass.Read : IsExpensive(path) ? OperationClass.Expensive : OperationClass.Write;
    }

    private static bool IsExpensive(PathString path) =>
        Is(path, Psbts) || Is(path, Quotes) || (Is(path, Trades) && path.Value!.EndsWith(Signatures, StringComparison.OrdinalIgnoreCase));

    private static bool Is(PathString path, PathString prefix) => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase);
}
