using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire;
using DarkSwap.Trade.Options;
using MassTransit;
using Microsoft.Extensions.Options;

namespace DarkSwap.Trade.Driving;

/// <summary>Questions to the other services. They have no effect, so whoever gets no answer asks again.</summary>
public sealed class ServiceQuestions(IServiceScopeFactory scopes, IOptions<TradeOptions> options)
{
    private volatile NodeIdentityDescribed? identity;

    public Task<OrderForTrade> GetOrderAsync(string orderId, CancellationToken cancellationToken) =>
        AskAsync<GetOrderForTrade, OrderForTrade>(new GetOrderForTrade { OrderId = orderId }, cancellationToken);

    public Task<ChainStatusDescribed> GetChainStatusAsync(CancellationToken cancellationToken) =>
        AskAsync<GetChainStatus, ChainStatusDescribed>(new GetChainStatus(), cancellationToken);

    public async Task<NodeIdentityDescribed> GetIdentityAsync(CancellationToken cancellationToken) =>
        identity ??= await AskAsync<GetNodeIdentity, NodeIdentityDescribed>(new GetNodeIdentity(), cancellationToken);

    public Task<Answer<TradeInputsSelected>> SelectInputsAsync(SelectTradeInputs question, CancellationToken cancellationToken) =>
        AskOrRefuseAsync<SelectTradeInputs, TradeInputsSelected>(question, cancellationToken);

    public Task<Answer<TemplatePrepared>> PrepareTemplateAsync(TradeTerms terms, CancellationToken cancellationToken) =>
        AskOrRefuseAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, cancellationToken);

    public Task<TradeChecked> CheckAsync(CheckTrade question, CancellationToken cancellationToken) =>
        AskAsync<CheckTrade, TradeChecked>(question, cancellationToken);

    public Task<Answer<SignaturesMerged>> MergeAsync(TradeTerms terms, IReadOnlyList<byte[]> psbts, CancellationToken cancellationToken) =>
        AskOrRefuseAsync<MergeSignatures, SignaturesMerged>(new MergeSignatures { Terms = terms, Psbts = psbts }, cancellationToken);

    public Task<Answer<ReclaimBuilt>> BuildReclaimAsync(BuildReclaim question, CancellationToken cancellationToken) =>
        AskOrRefuseAsync<BuildReclaim, ReclaimBuilt>(question, cancellationToken);

    public Task<Answer<ReclaimFinalized>> FinalizeReclaimAsync(FinalizeReclaim question, CancellationToken cancellationToken) =>
        AskOrRefuseAsync<FinalizeReclaim, ReclaimFinalized>(question, cancellationToken);

    /// <summary>The signed envelope; null when connectivity refuses to sign.</summary>
    public async Task<byte[]?> SignAsync(string network, byte[] payload, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<SignDocument>>();
        var request = new SignDocument { Domain = SigningDomains.Trade(network), PayloadType = PayloadTypes.Trade.ToArray(), Payload = payload };
        Response response = await client.GetResponse<DocumentSigned, SigningRefused>(request, cancellationToken, Timeout);
        return (response.Message as DocumentSigned)?.Envelope;
    }

    private RequestTimeout Timeout => RequestTimeout.After(s: options.Value.RequestTimeoutSeconds);

    private async Task<TAnswer> AskAsync<TQuestion, TAnswer>(TQuestion question, CancellationToken cancellationToken)
        where TQuestion : class
        where TAnswer : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<TQuestion>>();
        return (await client.GetResponse<TAnswer>(question, cancellationToken, Timeout)).Message;
    }

    private async Task<Answer<TAnswer>> AskOrRefuseAsync<TQuestion, TAnswer>(TQuestion question, CancellationToken cancellationToken)
        where TQuestion : class
        where TAnswer : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<TQuestion>>();
        Response response = await client.GetResponse<TAnswer, TradeRefused>(question, cancellationToken, Timeout);
        return new Answer<TAnswer>(response.Message as TAnswer, response.Message as TradeRefused);
    }
}
