namespace DarkSwap.Libp2p.Swarm;

/// <summary>How many inbound streams of one protocol may be served at a time; further ones are reset.</summary>
public sealed record ProtocolLimits
{
    /// <summary>For exchanges of one request and one answer, of which a peer needs few at a time.</summary>
    public static ProtocolLimits OfExchanges { get; } = new() { MaximumStreams = 512, MaximumStreamsPerPeer = 8 };

    public int MaximumStreams { get; init; } = 8_192;

    public int MaximumStreamsPerPeer { get; init; } = 1_024;
}
