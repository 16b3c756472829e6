namespace DarkSwap.Libp2p.Muxing;

internal interface IMuxerFactory
{
    /// <summary>For multistream-select and for the early choice inside a handshake, with its leading slash.</summary>
    string ProtocolId { get; }

    /// <summary>Starts at once; the muxer disposes the stream when it ends.</summary>
    /// <param name="isClient">This end dialed.</param>
    /// <param name="budget">Every byte that the muxer buffers is reserved there first; given back in full when the muxer ends.</param>
    IMuxer Start(Stream stream, bool isClient, IMemoryBudget budget);
}
