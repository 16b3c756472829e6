using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identity;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Identity;

public sealed class PeerRecordTests : IDisposable
{
    private readonly PrivateKey key = PrivateKey.Generate(SystemRandomSource.Instance);

    public void Dispose() => key.Dispose();

    [Fact]
    public void Opens_what_its_peer_sealed()
    {
        var record = Create(PeerId.FromPublicKey(key.PublicKey));

        PeerRecord.TryOpen(record.Seal(key), out var opened).ShouldBeTrue();
        opened!.PeerId.ShouldBe(record.PeerId);
        opened.SequenceNumber.ShouldBe(7ul);
        opened.Addresses.ShouldBe(record.Addresses);
    }

    [Fact]
    public void Refuses_a_record_of_another_peer()
    {
        using var other = PrivateKey.Generate(SystemRandomSource.Instance);

        PeerRecord.TryOpen(Create(PeerId.FromPublicKey(other.PublicKey)).Seal(key), out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_record_that_was_signed_in_another_domain()
    {
        var envelope = SignedEnvelope.Seal(key, "libp2p-relay-rsvp", [0x03, 0x01], [0x0a, 0]);

        PeerRecord.TryOpen(envelope, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_more_addresses_than_the_bound()
    {
        var peerId = PeerId.FromPublicKey(key.PublicKey);
        var addresses = Enumerable.Range(1, PeerRecord.MaximumAddresses + 1).Select(port => Multiaddr.Parse($"/ip4/1.2.3.4/tcp/{port}")).ToList();

        PeerRecord.TryOpen(new PeerRecord(peerId, 1, addresses).Seal(key), out _).ShouldBeFalse();
        PeerRecord.TryOpen(new PeerRecord(peerId, 1, addresses[1..]).Seal(key), out _).ShouldBeTrue();
    }

    [Fact]
    public void Never_throws_on_mutations()
    {
        byte[] payload = [0x0a, 38, .. PeerId.FromPublicKey(key.PublicKey).Bytes, 0x10, 7, 0x1a, 10, 0x0a, 8, 4, 1, 2, 3, 4, 6, 0, 1];
        PeerRecord.TryReadPayload(payload, out var record).ShouldBeTrue();
        record!.Addresses.ShouldHaveSingleItem().ToString().ShouldBe("/ip4/1.2.3.4/tcp/1");

        Mutations.Of(payload, bytes => PeerRecord.TryReadPayload(bytes, out _));
    }

    private static PeerRecord Create(PeerId peerId) =>
        new(peerId, 7, [Multiaddr.Parse("/ip4/1.2.3.4/tcp/1"), Multiaddr.Parse("/dns4/example.com/tcp/2")]);
}
