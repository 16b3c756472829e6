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
        network.MapTopologyEndpoints();
    }

    private static async Task<Results<Ok<NetworkIdentityResponse>, ProblemHttpResult>> GetIdentityAsync(
        NodeIdentity identity,
        ILibp2pHost host,
        NetworkName networkName,
        CancellationToken cancellationToken)
    {
        string? network;
        bool isWithoutBlocks;
        try
        {
            (network, isWithoutBlocks) = await networkName.LookUpAsync(cancellationToken);
        }
        catch (RequestException)
        {
            return Unnamed("The psbt service, which asks the Bitcoin node for it, does not answer.");
        }

        return network is null
            ? Unnamed(isWithoutBlocks
                ? "The Bitcoin node's regtest has no block yet: mine one, it gives the network its name."
                : "The Bitcoin node has not told it yet: check that it runs and that --bitcoin-rpc names it; GET /health/ready tells more.")
            : TypedResults.Ok(new NetworkIdentityResponse(
                identity.PeerId.ToString(),
                identity.PublicKey.ToBytes(),
                network,
                [.. host.AnnouncedAddresses.Select(address => address.WithPeer(identity.PeerId).ToString())],
                Version));
    }

    private static ProblemHttpResult Unnamed(string reason) => ProblemResults.Unavailable("chain-unavailable", "The Bitcoin network is not known yet", reason);
}
