using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identity;
using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Testing;
using static DarkSwap.Libp2p.Tests.Identity.Store.ExamplePeers;

namespace DarkSwap.Libp2p.Tests.Identity.Store;

public sealed class PeerStoreTests
{
    private static readonly PeerId Peer = PeerId(1);
    private readonly ManualTimeProvider time = new();
    private readonly PeerStore store;

    public PeerStoreTests() => store = new PeerStore(new PeerStoreOptions(), time);

    [Fact]
    public void Remembers_addresses_with_their_most_trusted_source_and_their_age()
    {
        store.AddAddresses(Peer, [Address(1), Address(2).WithPeer(Peer)], AddressSource.Identify);
        time.Advance(TimeSpan.FromHours(1));
        store.AddAddresses(Peer, [Address(2)], AddressSource.Told);

        var known = store.Find(Peer)!.Addresses;
        known.Select(address => (address.Address, address.Source, address.HeardAt)).ShouldBe(
            [(Address(2), AddressSource.Identify, time.GetUtcNow()), (Address(1), AddressSource.Identify, time.GetUtcNow().AddHours(-1))]);
    }

    [Fact]
    public void Leaves_out_addresses_of_other_peers_and_ones_that_are_too_long_or_too_many()
    {
        store.AddAddresses(Peer, [Address(1).WithPeer(PeerId(2)), Multiaddr.Parse("/unix/" + new string('x', 600))], AddressSource.Identify);
        store.Find(Peer).ShouldNotBeNull().Addresses.ShouldBeEmpty();

        store.AddAddresses(Peer, Enumerable.Range(1, 1_000).Select(Address), AddressSource.Identify);
        store.AddAddresses(Peer, Enumerable.Range(2_000, 1_000).Select(Address), AddressSource.Told);
        store.Find(Peer)!.Addresses.Length.ShouldBe(25);
        store.Find(Peer)!.Addresses.ShouldAllBe(address => address.Source == AddressSource.Identify);
    }

    [Fact]
    public void Puts_first_what_led_to_the_peer_and_last_what_failed()
    {
        store.AddAddresses(Peer, [Address(1), Address(2), Address(3)], AddressSource.Identify);
        store.NoteConnected(Peer, Address(3).WithPeer(Peer));
        store.NoteFailure(Peer, Address(1).WithPeer(Peer));

        store.Find(Peer)!.Addresses.Select(address => address.Address).ShouldBe([Address(3), Address(2), Address(1)]);
        store.NoteConnected(Peer, Address(1));
        store.Find(Peer)!.Addresses[^1].Address.ShouldBe(Address(2));
        store.Find(Peer)!.Addresses.ShouldAllBe(address => address.Failures == 0);
    }

    [Fact]
    public void Forgets_an_address_that_never_led_to_its_peer_but_not_the_operators()
    {
        store.AddAddresses(Peer, [Address(1)], AddressSource.Told);
        store.AddAddresses(Peer, [Address(2)], AddressSource.Operator);
        for (var failure = 0; failure < 16; failure++)
        {
            store.NoteFailure(Peer, Address(1));
            store.NoteFailure(Peer, Address(2));
        }

        store.Find(Peer)!.Addresses.ShouldHaveSingleItem().Address.ShouldBe(Address(2));
        store.NoteFailure(PeerId(9), Address(1));
        store.Find(PeerId(9)).ShouldBeNull();
    }

    [Fact]
    public void Addresses_grow_old_by_their_source()
    {
        store.AddAddresses(Peer, [Address(1)], AddressSource.Told);
        store.AddAddresses(Peer, [Address(2)], AddressSource.Identify);
        store.AddAddresses(Peer, [Address(3)], AddressSource.Operator);
        store.AddAddresses(Peer, [Address(4)], AddressSource.Told);
        store.NoteConnected(Peer, Address(4));

        Count(after: TimeSpan.Zero).ShouldBe(4);
        Count(after: TimeSpan.FromDays(2)).ShouldBe(3);
        Count(after: TimeSpan.FromDays(6)).ShouldBe(2);
        Count(after: TimeSpan.FromDays(30)).ShouldBe(1);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_nothing_expire_and_no_score_grow()
    {
        store.AddAddresses(Peer, [Address(1)], AddressSource.Told);
        store.AddScore(Peer, 10);
        var later = new PeerStore(new PeerStoreOptions(), new ManualTimeProvider(time.GetUtcNow().AddYears(-20)));
        later.Restore(store.List());

        later.Find(Peer)!.Addresses.Length.ShouldBe(1);
        later.ScoreOf(Peer).ShouldBe(10);
    }

    [Fact]
    public void Scores_lose_half_of_their_weight_in_each_half_life_and_are_bounded()
    {
        store.AddScore(Peer, -80);
        time.Advance(TimeSpan.FromHours(2));
        store.ScoreOf(Peer).ShouldBe(-20, 0.001);

        store.AddScore(Peer, double.MaxValue);
        store.ScoreOf(Peer).ShouldBe(1000);
        time.Advance(TimeSpan.FromDays(20_000));
        store.ScoreOf(Peer).ShouldBe(0);
        store.ScoreOf(PeerId(2)).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => store.AddScore(Peer, double.NaN));
    }

    [Fact]
    public void A_newer_record_replaces_what_the_older_one_signed()
    {
        using var key = PrivateKey.FromSeed(Enumerable.Repeat((byte)5, Ed25519.SeedLength).ToArray());
        var peerId = DarkSwap.Cryptography.PeerId.FromPublicKey(key.PublicKey);

        store.TryAddRecord(Record(key, 7, Address(1), Address(2))).ShouldBeTrue();
        store.TryAddRecord(Record(key, 7, Address(3))).ShouldBeFalse();
        store.TryAddRecord(Record(key, 6, Address(3))).ShouldBeFalse();
        store.NoteConnected(peerId, Address(2));
        store.TryAddRecord(Record(key, ulong.MaxValue, Address(4))).ShouldBeTrue();
        store.TryAddRecord(Record(key, 0, Address(5))).ShouldBeFalse();
        store.TryAddRecord(new PeerRecord(peerId, ulong.MaxValue, [])).ShouldBeFalse();

        var entry = store.Find(peerId)!;
        entry.RecordSequenceNumber.ShouldBe(ulong.MaxValue);
        entry.Addresses.Select(address => address.Address).ShouldBe([Address(2), Address(4)]);
        PeerRecord.TryOpen(entry.Record.Span, out var opened).ShouldBeTrue();
        opened!.Addresses.ShouldBe([Address(4)]);
    }

    [Fact]
    public void Keeps_the_keys_of_ids_that_do_not_contain_them()
    {
        PublicKey.TryRead(Convert.FromHexString(
            "0803125b3059301306072a8648ce3d020106082a8648ce3d03010703420004de3d300fa36ae0e8f5d530899d83abab44abf3161f162a4bc901d8e6ecda020e8b6d5f8da30525e71d6851510c098e5c47c646a597fb4dcec034e9f77c409e62"),
            out var key).ShouldBeTrue();
        store.AddKey(key!);
        using var contained = PrivateKey.FromSeed(new byte[Ed25519.SeedLength]);
        store.AddKey(contained.PublicKey);

        store.Count.ShouldBe(1);
        store.Find(DarkSwap.Cryptography.PeerId.FromPublicKey(key!))!.PublicKey.ShouldBe(key);
    }

    [Fact]
    public void A_flood_of_peers_that_prove_nothing_drives_out_nobody_who_did()
    {
        var small = new PeerStore(new PeerStoreOptions { MaximumPeers = 64 }, time);
        small.AddAddresses(PeerId(1), [Address(1)], AddressSource.Operator);
        small.NoteConnected(PeerId(2), Address(2));
        small.AddScore(PeerId(3), -50);
        for (var number = 10; number < 5_000; number++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            small.AddAddresses(PeerId(number), [Address(number)], AddressSource.Told);
            small.NoteConnected(PeerId(number), null);
            small.Count.ShouldBeLessThanOrEqualTo(64);
        }

        small.Find(PeerId(1)).ShouldNotBeNull();
        small.Find(PeerId(2)).ShouldNotBeNull();
        small.ScoreOf(PeerId(3)).ShouldBeLessThan(-40);
    }

    [Fact]
    public void The_largest_entries_that_peers_can_make_stay_within_the_bytes()
    {
        var small = new PeerStore(new PeerStoreOptions { MaximumBytes = 1024 * 1024 }, time);
        var protocols = Enumerable.Range(0, 500).Select(number => $"/{number}/{new string('x', 120)}").ToList();
        for (var number = 0; number < 400; number++)
        {
            small.AddAddresses(PeerId(number), Enumerable.Range(0, 100).Select(index => Multiaddr.Parse($"/unix/{new string('y', 400)}{index}")), AddressSource.Identify);
            small.SetProtocols(PeerId(number), protocols);
        }

        small.Count.ShouldBeGreaterThan(5);
        small.List().Sum(entry => (long)entry.Size).ShouldBeLessThanOrEqualTo(1024 * 1024);
        small.List().ShouldAllBe(entry => entry.ProtocolIds.Length <= 64 && entry.Addresses.Length <= 25);
    }

    private static PeerRecord Record(PrivateKey key, ulong sequenceNumber, params Multiaddr[] addresses)
    {
        var sealedRecord = new PeerRecord(DarkSwap.Cryptography.PeerId.FromPublicKey(key.PublicKey), sequenceNumber, addresses).Seal(key);
        return PeerRecord.TryOpen(sealedRecord, out var record) ? record : throw new InvalidOperationException();
    }

    private int Count(TimeSpan after)
    {
        time.Advance(after);
        return store.Find(Peer)!.Addresses.Length;
    }
}
