using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Resources;

namespace DarkSwap.Libp2p.Tests.Swarm;

public sealed class ServedProtocolTests
{
    private static readonly PeerId First = PeerId.Parse("12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp");
    private static readonly PeerId Second = PeerId.Parse("QmNnooDu7bfjPFoTZYxMNLWUQJyrVwtbZg5gBMjTezGAJN");
    private readonly ServedProtocol protocol = new((_, _, _) => Task.CompletedTask, new ProtocolLimits { MaximumStreams = 3, MaximumStreamsPerPeer = 2 });

    [Fact]
    public void Serves_a_peer_and_all_together_only_so_many_streams_at_a_time()
    {
        protocol.TryEnter(First).ShouldBeNull();
        protocol.TryEnter(First).ShouldBeNull();
        protocol.TryEnter(First).ShouldBe(ResourceLimit.StreamsOfProtocolAndPeer);
        protocol.TryEnter(Second).ShouldBeNull();
        protocol.TryEnter(Second).ShouldBe(ResourceLimit.StreamsOfProtocol);

        protocol.Leave(First);
        protocol.TryEnter(Second).ShouldBeNull();
    }
}
