using System.Net;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>Dials peers: picks the addresses that may be tried, shares dials, and remembers what failed.</summary>
internal sealed class SwarmDialer
{
    private readonly SwarmParts parts;
    private readonly AdmitConnection admit;
    private readonly AddressPolicy policy;
    private readonly DialBackoff backoff;
    private readonly DialQueue queue;

    internal SwarmDialer(SwarmParts parts, AdmitConnection admit, Func<PeerId, SwarmConnection?> findConnection)
    {
        this.parts = parts;
        this.admit = admit;
        policy = new AddressPolicy(parts.Context.Options.AlsoDialedNetworks);
        backoff = new DialBackoff(Options);
        queue = new DialQueue(new DialWork(DialOnceAsync, findConnection, parts.Context.TimeProvider), Options);
    }

    private DialOptions Options => parts.Context.Options.Dial;

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
        foreach (var address in addresses.Distinct().Take(Options.MaximumAddresses))
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
            throw new NotSupportedException($"There is no transport to dial {string.Join(", ", addresses.Take(Options.MaximumAddresses))}.");
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
            : !policy.MayDial(whole, origin) ? "it leads to where peers are not dialed"
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
            parts.ReportDialFailure(address);
            throw;
        }
    }

    private async Task<SwarmConnection> ConnectAsync(Multiaddr address, AddressOrigin origin, CancellationToken cancellationToken)
    {
        var permit = parts.Context.Resources.TryDial(handles: 1) ?? throw new IOException("This node has too many connections.");
        TransportConnection? bare = null;
        try
        {
            var transport = FindTransport(address)!;
            bare = await StageDeadline.RunAsync(
                "dial",
                Options.Timeout,
                parts.Context.TimeProvider,
                token => transport.DialAsync(address, host => MayConnect(host, origin), token),
                cancellationToken);
            var rules = new UpgradeRules(address.Peer, peer => parts.Gate.MayConnect(peer, ConnectionDirection.Outbound), permit.EnterPeer);
            var upgraded = await parts.Upgrader.UpgradeOutboundAsync(bare, rules, cancellationToken);
            return await admit(upgraded, bare, ConnectionDirection.Outbound, permit);
        }
        catch
        {
            if (bare is not null)
            {
                await bare.Stream.DisposeAsync();
            }

            permit.Dispose();
            throw;
        }
    }

    /// <summary>The gate knows addresses only by their multiaddr; here it is asked of what a name has become.</summary>
    private bool MayConnect(IPAddress host, AddressOrigin origin) =>
        policy.MayConnect(host, origin) && parts.Gate.MayDial(Multiaddr.FromEndPoint(new IPEndPoint(host, 0)));

    private MonotonicTime Now() => MonotonicTime.Now(parts.Context.TimeProvider);
}
