using System.Collections.Immutable;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Identity.Store;

/// <summary>What becomes of an entry when something is learned, and what it is worth. Pure.</summary>
internal sealed class PeerStoreRules(PeerStoreOptions options)
{
    internal PeerEntry WithAddresses(PeerEntry entry, IEnumerable<Multiaddr> addresses, AddressSource source, DateTimeOffset now)
    {
        var known = entry.Addresses.ToDictionary(address => address.Address);
        foreach (var address in addresses.Take(options.MaximumAddressesPerPeer))
        {
            if ((address.Peer is { } named && named != entry.PeerId) || address.WithoutPeer() is not { } bare || bare.Bytes.Length > options.MaximumAddressLength)
            {
                continue;
            }

            known[bare] = known.TryGetValue(bare, out var before)
                ? before with { Source = source > before.Source ? source : before.Source, HeardAt = now }
                : new KnownAddress(bare, source, now, null, 0);
        }

        return entry with { Addresses = Ranked(known.Values) };
    }

    internal PeerEntry WithConnection(PeerEntry entry, Multiaddr? address, DateTimeOffset now)
    {
        var connected = entry with { ConnectedAt = now };
        return address is null
            ? connected
            : Change(WithAddresses(connected, [address], AddressSource.Told, now), address, known => known with { ConnectedAt = now, Failures = 0 });
    }

    internal PeerEntry WithFailure(PeerEntry entry, Multiaddr address)
    {
        var failed = Change(entry, address, known => known with { Failures = known.Failures < int.MaxValue ? known.Failures + 1 : int.MaxValue });
        return failed with { Addresses = failed.Addresses.RemoveAll(IsHopeless) };
    }

    internal PeerEntry WithProtocols(PeerEntry entry, IEnumerable<string> protocolIds)
    {
        var kept = protocolIds.Where(protocolId => protocolId.Length <= options.MaximumProtocolLength).Distinct().Take(options.MaximumProtocolsPerPeer).ToImmutableArray();
        return kept.AsSpan().SequenceEqual(entry.ProtocolIds.AsSpan()) ? entry : entry with { ProtocolIds = kept };
    }

    /// <summary>The addresses that only the record before had signed go with it.</summary>
    internal PeerEntry WithRecord(PeerEntry entry, PeerRecord record, DateTimeOffset now)
    {
        var others = entry.Addresses.RemoveAll(address => address.Source == AddressSource.SignedRecord && address.ConnectedAt is null);
        var replaced = entry with { Record = record.Envelope, RecordSequenceNumber = record.SequenceNumber, Addresses = others };
        return WithAddresses(replaced, record.Addresses, AddressSource.SignedRecord, now);
    }

    internal PeerEntry WithScore(PeerEntry entry, double points, DateTimeOffset now) => entry with
    {
        Score = Math.Clamp(ScoreOf(entry, now) + points, -options.MaximumScore, options.MaximumScore),
        ScoredAt = now,
    };

    internal double ScoreOf(PeerEntry entry, DateTimeOffset now)
    {
        var age = now > entry.ScoredAt ? now - entry.ScoredAt : TimeSpan.Zero;
        return entry.Score * Math.Pow(0.5, age / options.ScoreHalfLife);
    }

    internal PeerEntry WithoutExpired(PeerEntry entry, DateTimeOffset now) =>
        entry.Addresses.Any(address => IsExpired(address, now)) ? entry with { Addresses = entry.Addresses.RemoveAll(address => IsExpired(address, now)) } : entry;

    /// <summary>What must be known of a peer comes last to go: peers of the operator, then those that an address led to (that a peer came to us proves nothing), then those with points of either sign, then what is fresh.</summary>
    internal (bool IsOperators, bool IsProven, double Points, DateTimeOffset HeardAt) ValueOf(PeerEntry entry, DateTimeOffset now) => (
        entry.Addresses.Any(address => address.Source == AddressSource.Operator),
        entry.Addresses.Any(address => address.ConnectedAt is not null),
        Math.Round(Math.Abs(ScoreOf(entry, now))),
        entry.HeardAt);

    private PeerEntry Change(PeerEntry entry, Multiaddr address, Func<KnownAddress, KnownAddress> change)
    {
        var bare = address.WithoutPeer();
        return entry with { Addresses = Ranked(entry.Addresses.Select(known => known.Address == bare ? change(known) : known)) };
    }

    private ImmutableArray<KnownAddress> Ranked(IEnumerable<KnownAddress> addresses) =>
    [
        .. addresses
            .OrderByDescending(address => address.Source == AddressSource.Operator)
            .ThenBy(address => address.Failures)
            .ThenByDescending(address => address.ConnectedAt ?? DateTimeOffset.MinValue)
            .ThenByDescending(address => address.Source)
            .ThenByDescending(address => address.HeardAt)
            .Take(options.MaximumAddressesPerPeer),
    ];

    private bool IsHopeless(KnownAddress address) =>
        address.Source != AddressSource.Operator && address.ConnectedAt is null && address.Failures >= options.MaximumFailures;

    /// <summary>A clock that was set back makes nothing expire.</summary>
    private bool IsExpired(KnownAddress address, DateTimeOffset now)
    {
        if (address.ConnectedAt is { } connectedAt && now - connectedAt <= options.ProvenLifetime)
        {
            return false;
        }

        return address.Source switch
        {
            AddressSource.Operator => false,
            AddressSource.Told => now - address.HeardAt > options.ToldLifetime,
            AddressSource.Identify or AddressSource.SignedRecord or AddressSource.LocalNetwork => now - address.HeardAt > options.NamedLifetime,
        };
    }
}
