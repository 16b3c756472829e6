using System.Collections.Concurrent;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Orderbook.Options;
using DarkSwap.Primitives;
using MassTransit;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Requests;

/// <summary>Questions to the other services: who this node is, on which network, whether coins back an order, and signatures of the node's key.</summary>
public sealed class NeighbourRequests(IServiceScopeFactory scopes, IOptions<OrderbookOptions> options)
{
    private const int MaximumKnownAddresses = 10_000;
    private const int MaximumAddressLength = 128;

    /// <summary>An address that was one stays one: makers use theirs again and again.</summary>
    private readonly ConcurrentDictionary<string, bool> validAddresses = new(StringComparer.Ordinal);

    private volatile string? network;
    private volatile NodeIdentityDescribed? identity;

    /// <summary>The network as signed domains name it; null until the Bitcoin node was reached once.</summary>
    public async Task<string?> GetNetworkAsync(CancellationToken cancellationToken)
    {
        if (network is { } known)
        {
            return known;
        }

        try
        {
            var status = await AskAsync<GetChainStatus, ChainStatusDescribed>(new GetChainStatus(), cancellationToken);
            return network = status.Network;
        }
        catch (RequestException)
        {
            return null;
        }
    }

    public async Task<NodeIdentityDescribed> GetIdentityAsync(CancellationToken cancellationToken) =>
        identity ??= await AskAsync<GetNodeIdentity, NodeIdentityDescribed>(new GetNodeIdentity(), cancellationToken);

    /// <summary>An envelope, or why connectivity refuses to sign.</summary>
    public async Task<Result<byte[], string>> SignAsync(string domain, ReadOnlyMemory<byte> payloadType, byte[] payload, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<SignDocument>>();
        var request = new SignDocument { Domain = domain, PayloadType = payloadType.ToArray(), Payload = payload };
        Response answer = await client.GetResponse<DocumentSigned, SigningRefused>(request, cancellationToken, Timeout);
        return answer.Message switch
        {
            DocumentSigned signed => signed.Envelope,
            SigningRefused refused => refused.Reason,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Those of the texts that are no addresses of the node's network.</summary>
    public async Task<IReadOnlyList<string>> FindInvalidAddressesAsync(IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        var unknown = addresses.Where(address => !validAddresses.ContainsKey(address)).Distinct(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0)
        {
            return [];
        }

        var answer = await AskAsync<CheckAddresses, AddressesChecked>(new CheckAddresses { Addresses = unknown }, cancellationToken);
        if (validAddresses.Count >= MaximumKnownAddresses)
        {
            validAddresses.Clear();
        }

        foreach (var address in unknown.Except(answer.Invalid).Where(address => address.Length <= MaximumAddressLength))
        {
            validAddresses.TryAdd(address, true);
        }

        return answer.Invalid;
    }

    /// <summary>No answer is the answer unknown.</summary>
    public async Task<BackingVerified> VerifyBackingAsync(VerifyBacking question, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync<VerifyBacking, BackingVerified>(question, cancellationToken);
        }
        catch (RequestException exception)
        {
            return new BackingVerified { State = BackingState.Unknown, Detail = exception.Message };
        }
    }

    private RequestTimeout Timeout => RequestTimeout.After(ms: (int)options.Value.RequestTimeout.TotalMilliseconds);

    private async Task<TAnswer> AskAsync<TQuestion, TAnswer>(TQuestion question, CancellationToken cancellationToken)
        where TQuestion : class
        where TAnswer : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<TQuestion>>();
        var answer = await client.GetResponse<TAnswer>(question, cancellationToken, Timeout);
        return answer.Message;
    }
}
