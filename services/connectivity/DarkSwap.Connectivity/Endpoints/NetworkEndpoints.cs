using System.Reflection;
using DarkSwap.Connectivity.Chain;
using DarkSwap.Cryptography;
using DarkSwap.Hosting.Problems;
using DarkSwap.Libp2p.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Connectivity.Endpoints;

/// <summary>Who this node is.</summary>
internal static class NetworkEndpoints
{
    private static readonly string Version =
        typeof(NetworkEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    public static void MapNetworkEndpoints(this IEndpointRouteBuilder endpoints)
    {
        var network = endpoints.MapGroup("/network").WithTags("network");
        network.MapGet("/identity", GetIdentityAsync)
            .WithName("GetNetworkIdentity")
            .WithSummary("Tells who this node is and which Bitcoin network it trades on")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AllowAnonymous();
        network.MapPeerEndpoints();
    }

    private static async Task<Results<Ok<NetworkIdentityResponse>, ProblemHttpResult>> GetIdentityAsync(
        NodeIdentity identity,
        ILibp2pHost host,
        NetworkName networkName,
        CancellationToken cancellationToken)
    {
        string? network;
        try
        {
            network = await networkName.TryGetAsync(cancellationToken);
        }
        catch (RequestException)
        {
            network = null;
        }

        return network is null
            ? ProblemResults.Unavailable("chain-unavailable", "The Bitcoin node has not been reached yet", "Check that it runs and that --bitcoin-rpc names it; GET /health/ready tells more.")
            : TypedResults.Ok(new NetworkIdentityResponse(
                identity.PeerId.ToString(),
                identity.PublicKey.ToBytes(),
                network,
                [.. host.AnnouncedAddresses.Select(address => address.WithPeer(identity.PeerId).ToString())],
                Version));
    }
}
