using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Identity.Store;

/// <summary>The memory itself. What outlives the process is <see cref="PeerStoreFile"/>'s.</summary>
public sealed class PeerStore(PeerStoreOptions options, TimeProvider timeProvider) : IPeerStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<PeerId, PeerEntry> entries = [];
    private readonly HashSet<PeerId> changed = [];
    private readonly PeerStoreRules rules = new(options);
    private long size;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    internal PeerStoreOptions Options => options;

    public PeerEntry? Find(PeerId peerId)
    {
        lock (gate)
        {
            return entries.TryGetValue(peerId, out var entry) ? rules.WithoutExpired(entry, Now()) : null;
        }
    }

    public IReadOnlyList<PeerEntry> List()
    {
        lock (gate)
        {
            var now = Now();
            return [.. entries.Values.Select(entry => rules.WithoutExpired(entry, now))];
        }
    }

    public void AddAddresses(PeerId peerId, IEnumerable<Multiaddr> addresses, AddressSource source) =>
        Update(peerId, (entry, now) => rules.WithAddresses(entry, addresses, source, now));

    public void NoteConnected(PeerId peerId, Multiaddr? address) => Update(peerId, (entry, now) => rules.WithConnection(entry, address, now));

    public void NoteFailure(PeerId peerId, Multiaddr address)
    {
        if (Find(peerId) is not null)
        {
            Update(peerId, (entry, _) => rules.WithFailure(entry, address));
        }
    }

    public void SetProtocols(PeerId peerId, IEnumerable<string> protocolIds) => Update(peerId, (entry, _) => rules.WithProtocols(entry, protocolIds));

    public void AddKey(PublicKey publicKey)
    {
        var peerId = PeerId.FromPublicKey(publicKey);
        if (!peerId.TryGetPublicKey(out _))
        {
            Update(peerId, (entry, _) => entry with { PublicKey = publicKey });
        }
    }

    public bool TryAddRecord(PeerRecord record)
    {
        var isNewer = false;
        Update(record.PeerId, (entry, now) =>
        {
            isNewer = (entry.Record.IsEmpty || record.SequenceNumber > entry.RecordSequenceNumber)
                && !record.Envelope.IsEmpty && record.Envelope.Length <= options.MaximumRecordLength;
            return isNewer ? rules.WithRecord(entry, record, now) : entry;
        });
        return isNewer;
    }

    public double ScoreOf(PeerId peerId) => Find(peerId) is { } entry ? rules.ScoreOf(entry, Now()) : 0;

    public void AddScore(PeerId peerId, double points)
    {
        if (!double.IsFinite(points))
        {
            throw new ArgumentOutOfRangeException(nameof(points), points, "Points are a number.");
        }

        Update(peerId, (entry, now) => rules.WithScore(entry, points, now));
    }

    public void Forget(PeerId peerId)
    {
        lock (gate)
        {
            Remove(peerId);
        }
    }

    /// <summary>Takes what was stored earlier, within the present bounds; what is known already is newer.</summary>
    internal void Restore(IEnumerable<PeerEntry> stored)
    {
        lock (gate)
        {
            var now = Now();
            foreach (var entry in stored.Where(entry => !entries.ContainsKey(entry.PeerId)).ToList())
            {
                Put(rules.WithoutExpired(entry, now), now);
                changed.Remove(entry.PeerId);
            }
        }
    }

    /// <summary>What changed since the last call: peers with their entries, or without one when they are forgotten.</summary>
    internal IReadOnlyList<(PeerId PeerId, PeerEntry? Entry)> TakeChanges()
    {
        lock (gate)
        {
            var now = Now();
            (PeerId PeerId, PeerEntry? Entry)[] taken =
                [.. changed.Select(peerId => (peerId, entries.TryGetValue(peerId, out var entry) ? rules.WithoutExpired(entry, now) : null))];
            changed.Clear();
            return taken;
        }
    }

    /// <summary>Changes that could not be stored are changes still.</summary>
    internal void ReturnChanges(IEnumerable<(PeerId PeerId, PeerEntry? Entry)> changes)
    {
        lock (gate)
        {
            changed.UnionWith(changes.Select(change => change.PeerId));
        }
    }

    private DateTimeOffset Now() => timeProvider.GetUtcNow();

    private void Update(PeerId peerId, Func<PeerEntry, DateTimeOffset, PeerEntry> update)
    {
        lock (gate)
        {
            var now = Now();
            var before = entries.TryGetValue(peerId, out var known) ? rules.WithoutExpired(known, now) : new PeerEntry(peerId);
            var after = update(before, now);
            if (after != before)
            {
                Put(after with { HeardAt = now }, now);
            }
        }
    }

    private void Put(PeerEntry entry, DateTimeOffset now)
    {
        size += entry.Size - (entries.TryGetValue(entry.PeerId, out var before) ? before.Size : 0);
        entries[entry.PeerId] = entry;
        changed.Add(entry.PeerId);
        if (entries.Count > options.MaximumPeers || size > options.MaximumBytes)
        {
            MakeRoom(now);
        }
    }

    /// <summary>Drops the least valuable sixteenth, so that a full store is not searched again for every newcomer.</summary>
    private void MakeRoom(DateTimeOffset now)
    {
        var (peers, bytes) = (options.MaximumPeers - (options.MaximumPeers / 16), options.MaximumBytes - (options.MaximumBytes / 16));
        foreach (var entry in entries.Values.OrderBy(entry => rules.ValueOf(entry, now)).ToList())
        {
            if (entries.Count <= peers && size <= bytes)
            {
                return;
            }

            Remove(entry.PeerId);
        }
    }

    private void Remove(PeerId peerId)
    {
        if (entries.Remove(peerId, out var entry))
        {
            size -= entry.Size;
            changed.Add(peerId);
        }
    }
}
