using System.Net;
using DarkSwap.Gateway.RateLimits;
using DarkSwap.Gateway.Telemetry;
using Microsoft.AspNetCore.Connections;

namespace DarkSwap.Gateway.Edge;

/// <summary>
/// Connections of one source and of all, counted before TLS begins. A source meets its own cap first, and what it is refused never counts against all: one that takes all it can
/// get leaves room for others. No address is exempt but listed proxies', behind which all callers are.
/// </summary>
internal sealed class ConnectionCaps(EdgeSettings settings, GatewayMetrics metrics)
{
    private readonly OpenCounts<SourceAddress> open = new(settings.MaximumConnectionsPerAddress);

    private int total;

    public ConnectionDelegate Limit(ConnectionDelegate next) => async connection =>
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        var source = settings.Proxies.Contains(address) ? (SourceAddress?)null : SourceAddress.Of(address);
        if (source is { } entering && !open.TryEnter(entering))
        {
            Refuse(connection);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref total) <= settings.MaximumConnections)
            {
                await next(connection);
            }
            else
            {
                Refuse(connection);
            }
        }
        finally
        {
            Interlocked.Decrement(ref total);
            if (source is { } leaving)
            {
                open.Leave(leaving);
            }
        }
    };

    private void Refuse(ConnectionContext connection)
    {
        metrics.ConnectionRefused();
        connection.Abort();
    }
}
