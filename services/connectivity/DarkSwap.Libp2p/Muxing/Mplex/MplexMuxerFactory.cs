namespace DarkSwap.Libp2p.Muxing.Mplex;

internal sealed class MplexMuxerFactory(MplexOptions options, TimeProvider timeProvider) : IMuxerFactory
{
    internal const string Id = "/mplex/6.7.0";

    public string ProtocolId => Id;

    /// <summary>Both ends of an mplex session are alike: who dialed makes no difference.</summary>
    public IMuxer Start(Stream stream, bool isClient, IMemoryBudget budget) => new StreamMuxer(stream, _ => new MplexCore(budget, options), timeProvider);
}
