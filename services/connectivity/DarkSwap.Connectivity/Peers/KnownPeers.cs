using DarkSwap.Connectivity.Persistence;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Connectivity.Peers;

/// <summary>The node's memory of peers and where they were reached.</summary>
internal sealed class KnownPeers(IDbContextFactory<ConnectivityDbContext> contexts, TimeProvider timeProvider)
{
    /// <summary>Most peers that are remembered; the ones that were not seen for longest go first.</summary>
    private const int MaximumPeers = 10_000;

    /// <param name="address">Ends in the peer's id.</param>
    /// <param name="isKeptConnected">True also for what was kept before; only <see cref="ReleaseAsync"/> ends that.</param>
    public async Task RememberAsync(PeerId peerId, Multiaddr address, bool isKeptConnected, CancellationToken cancellationToken)
    {
        var id = peerId.ToString();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.RunInTransactionAsync(
            async token =>
            {
                if (await context.KnownPeers.FindAsync([id], token) is { } known)
                {
                    known.Address = address.ToString();
                    known.IsKeptConnected |= isKeptConnected;
                    known.LastConnectedAt = timeProvider.GetUtcNow();
                    return true;
                }

                if (await context.KnownPeers.CountAsync(token) >= MaximumPeers)
                {
                    var oldest = await context.KnownPeers.Where(peer => !peer.IsKeptConnected).OrderBy(peer => peer.LastConnectedAt).FirstOrDefaultAsync(token);
                    if (oldest is null)
                    {
                        return false;
                    }

                    context.KnownPeers.Remove(oldest);
                }

                context.KnownPeers.Add(new KnownPeer { PeerId = id, Address = address.ToString(), IsKeptConnected = isKeptConnected, LastConnectedAt = timeProvider.GetUtcNow() });
                return true;
            },
            cancellationToken);
    }

    public async Task<Multiaddr?> FindAddressAsync(PeerId peerId, CancellationToken cancellationToken)
    {
        var id = peerId.ToString();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var address = await context.KnownPeers.Where(peer => peer.PeerId == id).Select(peer => peer.Address).FirstOrDefaultAsync(cancellationToken);
        return address is null ? null : Multiaddr.Parse(address);
    }

    public async Task<IReadOnlyList<PeerId>> ListKeptConnectedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await context.KnownPeers.Where(peer => peer.IsKeptConnected).Select(peer => peer.PeerId).ToListAsync(cancellationToken);
        return [.. ids.Select(PeerId.Parse)];
    }

    /// <summary>The peer is no longer redialed by itself; its address stays known.</summary>
    public async Task ReleaseAsync(PeerId peerId, CancellationToken cancellationToken)
    {
        var id = peerId.ToString();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.KnownPeers.Where(peer => peer.PeerId == id)
            .ExecuteUpdateAsync(update => update.SetProperty(peer => peer.IsKeptConnected, false), cancellationToken);
    }
}
