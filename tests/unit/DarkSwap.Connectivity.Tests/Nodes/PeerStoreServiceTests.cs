using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Connectivity.Tests.Nodes;

public sealed class PeerStoreServiceTests
{
    [Fact]
    public async Task A_node_that_starts_again_remembers_the_peers_that_it_met()
    {
        using var folder = new TemporaryFolder();
        await using var other = await TestNode.StartAsync();
        var peerId = PeerId.Parse(other.PeerId);
        await using (var node = await TestNode.StartAsync(folder.Path))
        {
            (await node.DialAsync(other)).EnsureSuccessStatusCode();
            await Eventually.HoldsAsync(() => StoreOf(node).Find(peerId) is { RecordSequenceNumber: > 0 });
        }

        await using var again = await TestNode.StartAsync(folder.Path);
        var known = StoreOf(again).Find(peerId).ShouldNotBeNull();
        known.ConnectedAt.ShouldNotBeNull();
        known.Addresses.ShouldContain(address => address.ConnectedAt != null && address.Address.WithPeer(peerId).ToString() == other.Address);
        known.ProtocolIds.ShouldContain("/ipfs/id/1.0.0");
    }

    [Fact]
    public async Task A_node_whose_memory_cannot_be_read_starts_without_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("peers.store"));
        await using var node = await TestNode.StartAsync(folder.Path);

        StoreOf(node).Count.ShouldBe(0);
    }

    private static PeerStore StoreOf(TestNode node) => node.Host.Services.GetRequiredService<PeerStore>();
}
