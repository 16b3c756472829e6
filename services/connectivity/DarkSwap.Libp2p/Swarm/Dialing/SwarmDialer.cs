using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>Dials peers: picks the addresses that may be tried, shares dials, and remembers what failed.</summary>
internal sealed class SwarmDialer
{
    private readonly SwarmDialerParts parts;
    private readonly DialBackoff backoff;
    private readonly DialQueue queue;

    internal SwarmDialer(SwarmDialerParts parts, Func<PeerId, SwarmConnection?> findConnection)
    {
        this.parts = parts;
        backoff = new DialBackoff(parts.Options);
        queue = new DialQueue(new DialWork(DialOnceAsync, findConnection, parts.TimeProvider), parts.Options);
    }

    /// <exception cref="DialFailedException">No address led to the peer; with only one address its own exception comes instead.</exception>
    internal Task<SwarmConnection> DialAsync(
        PeerId peerId, IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, CancellationToken closing, CancellationToken cancellationToken)
    {
        if (!parts.Gate.MayConnect(peerId, ConnectionDirection.Outbound))
        {
            throw new IOException($"{peerId} is refused.");
        }

        var candidates = new List<Multiaddr>();
        var refused = new List<DialFailure>();
        foreach (var address in addresses.Distinct().Take(parts.Options.MaximumAddresses))
        {
            if (ReasonToRefuse(peerId, address, origin) is { } reason)
            {
                refused.Add(new DialFailure(address, reason));
            }
            else
            {
                candidates.Add(address.WithPeer(peerId));
            }
        }

        if (candidates.Count == 0 && addresses.Count > 0 && addresses.All(address => FindTransport(address) is null))
        {
            throw new NotSupportedException($"There is no transport to dial {string.Join(", ", addresses.Take(parts.Options.MaximumAddresses))}.");
        }

        return candidates.Count > 0
            ? queue.DialAsync(peerId, candidates, origin, refused, closing, cancellationToken)
            : throw new DialFailedException(peerId, refused);
    }

    /// <summary>Dials an address of whoever answers there.</summary>
    internal Task<SwarmConnection> DialAsync(Multiaddr address, CancellationToken closing, CancellationToken cancellationToken)
    {
        if (FindTransport(address) is null)
        {
            throw new NotSupportedException($"There is no transport to dial {address}.");
        }

        return parts.Gate.MayDial(address) ? queue.DialAsync(address, closing, cancellationToken) : throw new IOException($"Dialing {address} is refused.");
    }

    internal Task WaitAsync() => queue.WaitAsync();

    private string? ReasonToRefuse(PeerId peerId, Multiaddr address, AddressOrigin origin)
    {
        if (address.Peer is { } named && named != peerId)
        {
            return "it names another peer";
        }

        var whole = address.WithPeer(peerId);
        return FindTransport(whole) is null ? "there is no transport for it"
            : !parts.Addresses.MayDial(whole, origin) ? "it leads to where peers are not dialed"
            : !parts.Gate.MayDial(whole) ? "it is refused"
            : origin != AddressOrigin.Operator && backoff.IsLeftAlone(whole, Now()) ? "it failed a short while ago"
            : null;
    }

    private ITransport? FindTransport(Multiaddr address) => parts.Transports.FirstOrDefault(candidate => candidate.CanDial(address));

    private async Task<SwarmConnection> DialOnceAsync(Multiaddr address, AddressOrigin origin, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await ConnectAsync(address, origin, cancellationToken);
            backoff.NoteSuccess(address);
            return connection;
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            backoff.NoteFailure(address, Now());
            throw;
        }
    }

    private async Task<SwarmConnection> ConnectAsync(Multiaddr address, AddressOrigin origin, CancellationToken cancellationToken)
    {
        var transport = FindTransport(address)!;
        var bare = await StageDeadline.RunAsync(
            "dial",
            parts.Options.Timeout,
            parts.TimeProvider,
            token => transport.DialAsync(address, host => parts.Addresses.MayConnect(host, origin), token),
            cancellationToken);
        try
        {
            var upgraded = await parts.Upgrader.UpgradeOutboundAsync(
                bare, address.Peer, peer => parts.Gate.MayConnect(peer, ConnectionDirection.Outbound), cancellationToken);
            return await parts.AdmitAsync(upgraded, bare, ConnectionDirection.Outbound);
        }
        catch
        {
            await bare.Stream.DisposeAsync();
            throw;
        }
    }

    private MonotonicTime Now() => MonotonicTime.Now(parts.TimeProvider);
}
