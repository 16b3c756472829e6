namespace DarkSwap.Libp2p.Identify;

public sealed class PeerIdentifiedEventArguments(PeerInformation peer) : EventArgs
{
    public PeerInformation Peer { get; } = peer;
}
