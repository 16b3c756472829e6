using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Yamux;

namespace DarkSwap.Libp2p.Tests.Muxing;

internal sealed class YamuxPair(ulong seed, YamuxOptions? clientOptions = null, YamuxOptions? serverOptions = null, IMemoryBudget? serverBudget = null)
    : MuxerPair<YamuxCore>(seed, (isClient, now) => isClient
        ? new YamuxCore(isClient, UnlimitedMemoryBudget.Instance, clientOptions ?? new(), now)
        : new YamuxCore(isClient, serverBudget ?? UnlimitedMemoryBudget.Instance, serverOptions ?? new(), now))
{
    internal IEnumerable<YamuxCoreStream> OpenedAtServer => StreamsOpenedAtServer.Cast<YamuxCoreStream>();
}
