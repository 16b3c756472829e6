using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Identity;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Identify;

public sealed class OwnRecordTests
{
    [Fact]
    public void Is_signed_anew_with_a_greater_number_only_when_the_addresses_change()
    {
        using var key = PrivateKey.Generate(SystemRandomSource.Instance);
        var record = new OwnRecord(key, new ManualTimeProvider());
        IReadOnlyList<Multiaddr> first = [Multiaddr.Parse("/ip4/1.2.3.4/tcp/1")];
        IReadOnlyList<Multiaddr> second = [Multiaddr.Parse("/ip4/1.2.3.4/tcp/2")];

        var envelope = record.Seal(first);
        record.Seal([.. first]).ShouldBeSameAs(envelope);
        var earlier = Open(envelope);
        var later = Open(record.Seal(second));
        var last = Open(record.Seal(first));

        earlier.Addresses.ShouldBe(first);
        later.SequenceNumber.ShouldBeGreaterThan(earlier.SequenceNumber);
        last.SequenceNumber.ShouldBeGreaterThan(later.SequenceNumber);
    }

    private static PeerRecord Open(byte[] envelope)
    {
        PeerRecord.TryOpen(envelope, out var record).ShouldBeTrue();
        return record!;
    }
}
