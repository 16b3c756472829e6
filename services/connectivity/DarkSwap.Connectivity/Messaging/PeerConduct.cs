using System.Collections.Concurrent;
using DarkSwap.Cryptography;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>Counts what peers did wrong. Faults halve every ten minutes; too many of them ban the peer for a while.</summary>
public sealed class PeerConduct(IOptions<ConnectivityLimits> limits, TimeProvider timeProvider)
{
    /// <summary>Most peers that are remembered; beyond, those with the fewest faults are forgotten first.</summary>
    private const int MaximumPeers = 50_000;

    private static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<PeerId, PeerRecord> records = new();

    public bool IsBanned(PeerId peerId) => records.TryGetValue(peerId, out var record) && record.BannedUntil > timeProvider.GetUtcNow();

    /// <summary>Notes a fault; true when it was the one too many, and the connection must end.</summary>
    public bool ReportFault(PeerId peerId)
    {
        var now = timeProvider.GetUtcNow();
        if (records.Count >= MaximumPeers)
        {
            Forget(now);
        }

        var record = records.AddOrUpdate(peerId, _ => new PeerRecord(1, now, null), (_, old) => old with { Faults = old.FaultsAt(now) + 1, ChangedAt = now });

        // A few seconds' decay must not turn the last fault into a fraction less than one.
        if (Math.Round(record.Faults) < limits.Value.FaultsBeforeBan)
        {
            return false;
        }

        records[peerId] = record with { BannedUntil = now + TimeSpan.FromMinutes(limits.Value.BanMinutes) };
        return true;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (peerId, _) in records.Where(entry => !(entry.Value.BannedUntil > now)).OrderBy(entry => entry.Value.FaultsAt(now)).Take(MaximumPeers / 10).ToList())
        {
            records.TryRemove(peerId, out _);
        }
    }

    private sealed record PeerRecord(double Faults, DateTimeOffset ChangedAt, DateTimeOffset? BannedUntil)
    {
        public double FaultsAt(DateTimeOffset now) => Faults * Math.Pow(0.5, (now - ChangedAt) / HalfLife);
    }
}
