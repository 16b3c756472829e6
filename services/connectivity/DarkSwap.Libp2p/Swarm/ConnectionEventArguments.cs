namespace DarkSwap.Libp2p.Swarm;

/// <param name="connection">The connection that was opened or closed.</param>
/// <param name="connectionsToPeer">Connections to the same peer after the event: 1 after its first opened, 0 after its last closed.</param>
public sealed class ConnectionEventArguments(IPeerConnection connection, int connectionsToPeer) : EventArgs
{
    public IPeerConnection Connection { get; } = connection;

    public int ConnectionsToPeer { get; } = connectionsToPeer;
}
