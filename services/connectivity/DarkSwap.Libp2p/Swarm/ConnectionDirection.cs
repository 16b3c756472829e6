namespace DarkSwap.Libp2p.Swarm;

/// <summary>Who dialed.</summary>
public enum ConnectionDirection
{
    Outbound,
    Inbound,
}
