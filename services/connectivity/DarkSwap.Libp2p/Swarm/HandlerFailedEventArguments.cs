using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Swarm;

public sealed class HandlerFailedEventArguments(string protocolId, PeerId remotePeer, Exception exception) : EventArgs
{
    public string ProtocolId { get; } = protocolId;

    public PeerId RemotePeer { get; } = remotePeer;

    public Exception Exception { get; } = exception;
}
