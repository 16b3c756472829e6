using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Swarm.Pool;

namespace DarkSwap.Libp2p.Tests.Swarm.Pool;

public sealed class PeerValuesTests
{
    private static readonly PeerId Peer = PeerId.Parse("12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp");
    private readonly PeerValues values = new();

    [Fact]
    public void Adds_up_what_the_parts_say()
    {
        values.Set(Peer, "dht", 5);
        values.Set(Peer, "gossip", 7);
        values.Set(Peer, "dht", 2);
        values.ValueOf(Peer).ShouldBe(9);

        values.Remove(Peer, "gossip");
        values.Remove(Peer, "nobody");
        values.ValueOf(Peer).ShouldBe(2);
    }

    [Fact]
    public void Protects_while_any_part_does()
    {
        values.Protect(Peer, "trade");
        values.Protect(Peer, "operator");
        values.ValueOf(Peer).ShouldBe(int.MaxValue);
        values.Remove(Peer, "trade");
        values.IsProtected(Peer).ShouldBeTrue();

        values.Remove(Peer, "operator");
        values.IsProtected(Peer).ShouldBeFalse();
        values.ValueOf(Peer).ShouldBe(0);
    }
}
