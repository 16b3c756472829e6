namespace DarkSwap.Libp2p.Muxing.Yamux;

internal sealed class YamuxMuxerFactory(YamuxOptions options, TimeProvider timeProvider) : IMuxerFactory
{
    public string ProtocolId => YamuxMuxer.ProtocolId;

    public IMuxer Start(Stream stream, bool isClient, IMemoryBudget budget) => new YamuxMuxer(stream, isClient, budget, options, timeProvider);
}
