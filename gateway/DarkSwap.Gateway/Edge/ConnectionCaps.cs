using System.Net;
using DarkSwap.Gateway.RateLimits;
using DarkSwap.Gateway.Telemetry;
using Microsoft.AspNetCore.Connections;

namespace DarkSwap.Gateway.Edge;

/// <summary>
/// Connections of one source, counted before TLS begins. The cap lies below the server's own, so that one source that takes all it can get leaves room for others.
/// No address is exempt but listed proxies', behind which all callers are.
/// </summary>
internal sealed class ConnectionCaps(EdgeSettings settings, GatewayMetrics metrics)
{
    private readonly OpenCounts<SourceAddress> open = new(settings.MaximumConnectionsPerAddress);

    public ConnectionDelegate Limit(ConnectionDelegate next) => async connection =>
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (settings.Proxies.Contains(address))
        {
            await next(connection);
            return;
        }

        var source = SourceAddress.Of(address);
        if (!open.TryEnter(source))
        {
            metrics.ConnectionRefused();
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            open.Leave(source);
        }
    };
}
