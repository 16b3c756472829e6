using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Mplex;

namespace DarkSwap.Libp2p.Tests.Muxing;

internal sealed class MplexPair(ulong seed, MplexOptions? clientOptions = null, MplexOptions? serverOptions = null, IMemoryBudget? serverBudget = null)
    : MuxerPair<MplexCore>(seed, (isClient, _) => isClient
        ? new MplexCore(UnlimitedMemoryBudget.Instance, clientOptions ?? new())
        : new MplexCore(serverBudget ?? UnlimitedMemoryBudget.Instance, serverOptions ?? new()))
{
    internal IEnumerable<MplexCoreStream> OpenedAtServer => StreamsOpenedAtServer.Cast<MplexCoreStream>();
}
