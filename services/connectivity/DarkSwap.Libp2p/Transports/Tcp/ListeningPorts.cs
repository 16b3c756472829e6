using System.Net;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>From which of the ports that are listened on a dial may leave. Thread-safe.</summary>
internal sealed class ListeningPorts(TimeProvider timeProvider)
{
    private const int MaximumRecent = 1024;

    /// <summary>As long as a port can still be held by a connection that is over (TIME_WAIT of Linux).</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly List<IPEndPoint> listening = [];
    private readonly Dictionary<IPEndPoint, long> recent = [];

    internal void Add(IPEndPoint endPoint)
    {
        lock (gate)
        {
            listening.Add(endPoint);
        }
    }

    internal void Remove(IPEndPoint endPoint)
    {
        lock (gate)
        {
            listening.Remove(endPoint);
        }
    }

    /// <summary>
    /// Where a dial to <paramref name="remote"/> is to leave from; null for any port. A second dial there within a minute takes any port: the first one may live on, or the system
    /// may remember it.
    /// </summary>
    internal IPEndPoint? Take(IPEndPoint remote)
    {
        lock (gate)
        {
            if (listening.Find(candidate => Suits(candidate, remote)) is not { } local)
            {
                return null;
            }

            var now = timeProvider.GetTimestamp();
            if (recent.TryGetValue(remote, out var dialedAt) && timeProvider.GetElapsedTime(dialedAt, now) < Recent)
            {
                return null;
            }

            if (recent.Count >= MaximumRecent && !TryForget(now))
            {
                return null;
            }

            recent[remote] = now;
            return local;
        }
    }

    /// <summary>Loopback leads to loopback alone, and a port does not lead to itself.</summary>
    private static bool Suits(IPEndPoint local, IPEndPoint remote) =>
        local.AddressFamily == remote.AddressFamily
        && (IsAny(local.Address) || IPAddress.IsLoopback(local.Address) == IPAddress.IsLoopback(remote.Address))
        && !(local.Port == remote.Port && (local.Address.Equals(remote.Address) || IPAddress.IsLoopback(remote.Address)));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private bool TryForget(long now)
    {
        foreach (var (remote, dialedAt) in recent)
        {
            if (timeProvider.GetElapsedTime(dialedAt, now) >= Recent)
            {
                recent.Remove(remote);
            }
        }

        return recent.Count < MaximumRecent;
    }
}
