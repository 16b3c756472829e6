namespace DarkSwap.Libp2p;

/// <summary>The peer broke a protocol: whatever carried it, a connection or a stream, ends.</summary>
public sealed class PeerProtocolException : IOException
{
    public PeerProtocolException(string message)
        : base(message)
    {
    }

    public PeerProtocolException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
