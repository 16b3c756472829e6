using DarkSwap.Connectivity.Hosting;
using DarkSwap.Connectivity.Peers;
using DarkSwap.Hosting.Configuration;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Addresses;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Endpoints;

/// <summary>The network around this node, and how the node takes part in it.</summary>
internal static class TopologyEndpoints
{
    private const int MaximumLinks = 1_000;
    private const int MaximumAgents = 20;

    public static void MapTopologyEndpoints(this IEndpointRouteBuilder network)
    {
        network.MapGet("/topology", GetTopology)
            .WithName("GetNetworkTopology").WithSummary("Tells how this node is connected, and what its connections hold")
            .ProducesValidationProblem().AllowAnonymous();
        network.MapGet("/configuration", GetConfiguration)
            .WithName("GetNetworkConfiguration").WithSummary("Tells the configuration of the peer-to-peer network that this node runs with")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .RequireAuthorization(AccessPolicies.NetworkWrite);
    }

    private static Results<Ok<TopologyResponse>, ProblemHttpResult> GetTopology(ILibp2pHost host, PeerDialer dialer, int? limit)
    {
        if (limit is < 0 or > MaximumLinks)
        {
            return ProblemResults.Invalid("limit", $"is from 0 to {MaximumLinks}");
        }

        var connections = host.Connections;
        var inbound = connections.Count(connection => connection.Direction == ConnectionDirection.Inbound);
        return TypedResults.Ok(new TopologyResponse(
            host.LocalPeer.ToString(),
            connections.Count,
            inbound,
            connections.Count - inbound,
            Count(connections, connection => TransportOf(connection.RemoteAddress)),
            Count(connections, connection => AgentOf(connection, host)),
            Count(connections, connection => ScopeOf(connection.RemoteAddress)),
            [.. connections.OrderBy(connection => connection.OpenedAt).Take(limit ?? MaximumLinks).Select(connection => LinkOf(connection, host, dialer))],
            ResourceResponse.Of(host.Usage)));
    }

    private static Ok<NetworkConfigurationResponse> GetConfiguration(IOptions<Libp2pOptions> libp2p, IOptions<NodeOptions> node, IConfiguration configuration)
    {
        var options = libp2p.Value;
        var limits = options.Limits;
        return TypedResults.Ok(new NetworkConfigurationResponse(
            options.ListenAddresses,
            options.AnnounceAddresses,
            options.BootstrapPeers,
            options.ExemptSubnets,
            options.BlockedSubnets,
            options.DialedSubnets,
            node.Value.Perf,
            options.WebSockets.Certificate.Length > 0,
            new NetworkLimitsResponse(
                limits.Connections,
                Libp2pSettings.HighWater(limits),
                Libp2pSettings.LowWater(limits),
                limits.ConnectionsPerAddress,
                limits.ConnectionsPerSubnet,
                limits.HandshakesPerSubnet,
                limits.MebibytesPerPeer),
            new DhtConfigurationResponse(options.Dht.Enabled, options.Dht.ClientMode, options.Dht.KBucketSize, options.Dht.RecordTimeToLiveHours),
            new RelayConfigurationResponse(options.Relay.Enabled, options.Relay.AutoRelay, options.Relay.Hop, options.Relay.Active, options.Relay.Discovery),
            ConfigurationRules.FindNotInEffect(configuration)));
    }

    private static Dictionary<string, int> Count(IReadOnlyList<IPeerConnection> connections, Func<IPeerConnection, string> keyOf) =>
        connections.CountBy(keyOf).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(MaximumAgents).ToDictionary();

    private static TopologyLink LinkOf(IPeerConnection connection, ILibp2pHost host, PeerDialer dialer) => new(
        connection.RemotePeer.ToString(),
        connection.Direction == ConnectionDirection.Inbound ? "inbound" : "outbound",
        TransportOf(connection.RemoteAddress),
        ScopeOf(connection.RemoteAddress),
        dialer.IsKept(connection.RemotePeer),
        connection.StreamCount,
        (long?)connection.RoundTripTime?.TotalMicroseconds,
        [.. (host.FindPeer(connection.RemotePeer)?.ListenAddresses ?? []).Select(address => address.ToString())]);

    private static string AgentOf(IPeerConnection connection, ILibp2pHost host) => host.FindPeer(connection.RemotePeer)?.AgentVersion ?? "unknown";

    /// <summary>The last protocol without a value of its own, or else the one that carries the port: <c>ws</c> of /tcp/1/ws, <c>tcp</c> of /tcp/1.</summary>
    private static string TransportOf(Multiaddr address)
    {
        if (address.Contains(MultiaddrProtocol.Circuit))
        {
            return "circuit";
        }

        var components = address.WithoutPeer().Components;
        return components.LastOrDefault(component => component.Protocol.ValueKind is MultiaddrValueKind.None or MultiaddrValueKind.Port, components[0]).Protocol.Name;
    }

    private static string ScopeOf(Multiaddr address) => AddressScopes.FindScope(address) is { } scope ? JsonNames.Of(scope.ToString()) : "unknown";
}
