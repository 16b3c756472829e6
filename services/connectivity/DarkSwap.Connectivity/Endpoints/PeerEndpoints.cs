using System.Net.Sockets;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Connectivity.Peers;
using DarkSwap.Cryptography;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Addresses;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Connectivity.Endpoints;

/// <summary>Connected peers: list, dial, drop, ping.</summary>
internal static class PeerEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1_000;
    private static readonly TimeSpan DialTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    public static void MapPeerEndpoints(this IEndpointRouteBuilder network)
    {
        network.MapGet("/peers", ListPeers)
            .WithName("ListPeers").WithSummary("Lists connected peers")
            .ProducesValidationProblem().AllowAnonymous();
        network.MapPost("/peers", DialPeerAsync)
            .WithName("DialPeer").WithSummary("Connects to a peer and keeps the connection from then on")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status504GatewayTimeout)
            .RequireAuthorization(AccessPolicies.NetworkWrite);
        network.MapDelete("/peers/{peerId}", DropPeerAsync)
            .WithName("DropPeer").WithSummary("Says goodbye to a peer and stops redialing it")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound)
            .RequireAuthorization(AccessPolicies.NetworkWrite);
        network.MapPost("/peers/{peerId}/pings", PingPeerAsync)
            .WithName("PingPeer").WithSummary("Measures one round trip to a connected peer, and tells those since it connected")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status504GatewayTimeout)
            .RequireAuthorization(AccessPolicies.NetworkWrite);
    }

    private static Results<Ok<PeerListResponse>, ProblemHttpResult> ListPeers(ILibp2pHost host, int? limit, string? cursor)
    {
        if (limit is < 1 or > MaximumLimit)
        {
            return ProblemResults.Invalid("limit", $"is from 1 to {MaximumLimit}");
        }

        if (cursor is not null && !PeerId.TryParse(cursor, out _))
        {
            return ProblemResults.Invalid("cursor", "is not one that this server gave");
        }

        var page = host.Connections
            .Select(connection => (Id: connection.RemotePeer.ToString(), Connection: connection))
            .Where(entry => cursor is null || string.CompareOrdinal(entry.Id, cursor) > 0)
            .OrderBy(entry => entry.Id, StringComparer.Ordinal)
            .Take((limit ?? DefaultLimit) + 1)
            .ToList();
        var hasMore = page.Count > (limit ?? DefaultLimit);
        var items = hasMore ? page[..^1] : page;
        return TypedResults.Ok(new PeerListResponse([.. items.Select(entry => PeerResponse.Of(entry.Connection, host))], hasMore ? items[^1].Id : null));
    }

    private static async Task<Results<Ok<PeerResponse>, ProblemHttpResult>> DialPeerAsync(
        DialRequest request,
        ILibp2pHost host,
        KnownPeers knownPeers,
        PeerDialer dialer,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        if (!Multiaddr.TryParse(request.Address, out var address))
        {
            return ProblemResults.Invalid("address", "is not a multiaddress such as /ip4/192.0.2.1/tcp/9000/p2p/12D3Koo…");
        }

        if (address.Peer is not { } peerId)
        {
            return ProblemResults.Invalid("address", "must end in /p2p/<peer id>, so that the peer can prove who it is");
        }

        if (peerId == host.LocalPeer)
        {
            return ProblemResults.Invalid("address", "is this node itself");
        }

        if (ReadFurther(request.FurtherAddresses ?? [], peerId, out var further) is { } refusal)
        {
            return refusal;
        }

        using var deadline = new CancellationTokenSource(DialTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var connection = await host.DialAsync(peerId, [address, .. further], AddressOrigin.Operator, either.Token);
            await knownPeers.RememberAsync(peerId, further.Count == 0 ? address : connection.RemoteAddress.WithPeer(peerId), isKeptConnected: true, cancellationToken);
            dialer.Keep(peerId);
            return TypedResults.Ok(PeerResponse.Of(connection, host));
        }
        catch (NotSupportedException exception)
        {
            return ProblemResults.Invalid("address", exception.Message);
        }
        catch (Exception exception) when (exception is TimeoutException || (exception is OperationCanceledException && deadline.IsCancellationRequested))
        {
            return ProblemResults.Problem(StatusCodes.Status504GatewayTimeout, "peer-timeout", "The peer did not answer in time", $"No answer within {DialTimeout.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return ProblemResults.Problem(StatusCodes.Status502BadGateway, "peer-unreachable", "The peer could not be reached", exception.Message);
        }
    }

    /// <summary>Names the first address that does not fit.</summary>
    private static ProblemHttpResult? ReadFurther(IReadOnlyList<string> texts, PeerId peerId, out IReadOnlyList<Multiaddr> addresses)
    {
        var read = new List<Multiaddr>();
        addresses = read;
        if (texts.Count >= AddressPolicy.MaximumAddressesPerPeer)
        {
            return ProblemResults.Invalid("furtherAddresses", $"has at most {AddressPolicy.MaximumAddressesPerPeer - 1} addresses");
        }

        foreach (var (index, text) in texts.Index())
        {
            if (!Multiaddr.TryParse(text, out var address) || (address.Peer is { } named && named != peerId))
            {
                return ProblemResults.Invalid($"furtherAddresses[{index}]", "is not a multiaddress of the same peer");
            }

            read.Add(address);
        }

        return null;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DropPeerAsync(
        string peerId,
        ILibp2pHost host,
        KnownPeers knownPeers,
        PeerDialer dialer,
        PeerChannels channels,
        CancellationToken cancellationToken)
    {
        if (!PeerId.TryParse(peerId, out var peer))
        {
            return ProblemResults.Invalid("peerId", "is not a peer id");
        }

        dialer.Release(peer);
        await knownPeers.ReleaseAsync(peer, cancellationToken);
        if (host.Connections.All(connection => connection.RemotePeer != peer))
        {
            return NotConnected();
        }

        await channels.LeaveAsync(peer, "the operator ended the connection", cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<PingResponse>, ProblemHttpResult>> PingPeerAsync(
        string peerId,
        ILibp2pHost host,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        if (!PeerId.TryParse(peerId, out var peer))
        {
            return ProblemResults.Invalid("peerId", "is not a peer id");
        }

        using var deadline = new CancellationTokenSource(PingTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var roundTrip = await host.PingAsync(peer, either.Token);
            return host.FindPings(peer) is { } statistics ? TypedResults.Ok(PingResponse.Of(roundTrip, statistics)) : NotConnected();
        }
        catch (PeerNotConnectedException)
        {
            return NotConnected();
        }
        catch (Exception exception) when (exception is IOException or TimeoutException || (exception is OperationCanceledException && deadline.IsCancellationRequested))
        {
            return ProblemResults.Problem(StatusCodes.Status504GatewayTimeout, "peer-timeout", "The peer did not answer in time");
        }
    }

    private static ProblemHttpResult NotConnected() => ProblemResults.NotFound("There is no connection to this peer");
}
