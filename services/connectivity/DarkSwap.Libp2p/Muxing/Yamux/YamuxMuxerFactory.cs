namespace DarkSwap.Libp2p.Muxing.Yamux;

internal sealed class YamuxMuxerFactory(YamuxOptions options, TimeProvider timeProvider) : IMuxerFactory
{
    internal const string Id = "/yamux/1.0.0";

    public string ProtocolId => Id;

    public IMuxer Start(Stream stream, bool isClient, IMemoryBudget budget) => new StreamMuxer(stream, now => new YamuxCore(isClient, budget, options, now), timeProvider);
}
