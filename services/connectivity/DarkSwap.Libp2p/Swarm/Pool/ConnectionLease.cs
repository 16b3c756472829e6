namespace DarkSwap.Libp2p.Swarm.Pool;

/// <summary>A connection for as long as somebody needs it: while any lease of it is out, it is not closed for want of room. Disposing returns it; the connection stays open for others.</summary>
public sealed class ConnectionLease : IDisposable
{
    private SwarmConnection? connection;

    internal ConnectionLease(SwarmConnection connection)
    {
        this.connection = connection;
        connection.AddLease(1);
        Connection = connection;
    }

    public IPeerConnection Connection { get; }

    public void Dispose() => Interlocked.Exchange(ref connection, null)?.AddLease(-1);
}
