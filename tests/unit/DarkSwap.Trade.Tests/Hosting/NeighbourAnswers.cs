using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Cryptography;
using DarkSwap.Trade.Tests.Simulation;
using MassTransit;

namespace DarkSwap.Trade.Tests.Hosting;

/// <summary>Answers the trade service's questions.</summary>
internal sealed class NeighbourAnswers(Neighbourhood neighbourhood) :
    IConsumer<GetOrderForTrade>, IConsumer<GetChainStatus>, IConsumer<GetNodeIdentity>, IConsumer<SignDocument>, IConsumer<SelectTradeInputs>,
    IConsumer<PrepareTemplate>, IConsumer<CheckTrade>, IConsumer<MergeSignatures>, IConsumer<BuildReclaim>, IConsumer<FinalizeReclaim>
{
    private readonly ModelWorld world = neighbourhood.World;

    public Task Consume(ConsumeContext<GetOrderForTrade> context)
    {
        var isOwn = neighbourhood.Side == TradeSide.Maker;
        var order = world.Order(isOwn) with { Status = neighbourhood.OrderStatus, Maker = neighbourhood.User ?? world.MakerId };
        return context.RespondAsync(new OrderForTrade
        {
            Order = context.Message.OrderId == order.OrderId ? order : null,
            Settlement = isOwn ? world.Settlement(TradeSide.Maker) : null,
        });
    }

    public Task Consume(ConsumeContext<GetChainStatus> context)
    {
        var isReady = neighbourhood.IsChainReady;
        neighbourhood.HasToldOfReadyChain |= isReady;
        return context.RespondAsync(new ChainStatusDescribed { Network = ModelWorld.Network, IsReady = isReady, Height = 200, IsAssetSourceMissing = false });
    }

    public Task Consume(ConsumeContext<GetNodeIdentity> context) => context.RespondAsync(
        new NodeIdentityDescribed { PeerId = world.PeerIdOf(neighbourhood.Side), PublicKey = world.KeyOf(neighbourhood.Side).PublicKey.ToBytes(), Addresses = [] });

    public Task Consume(ConsumeContext<SignDocument> context) => context.RespondAsync(
        new DocumentSigned { Envelope = SignedEnvelope.Seal(world.KeyOf(neighbourhood.Side), context.Message.Domain, context.Message.PayloadType, context.Message.Payload) });

    public Task Consume(ConsumeContext<SelectTradeInputs> context) => context.RespondAsync(new TradeInputsSelected { Party = world.Party(neighbourhood.Side) });

    public Task Consume(ConsumeContext<PrepareTemplate> context) => context.RespondAsync(ModelTransactions.Template(context.Message.Terms));

    public Task Consume(ConsumeContext<CheckTrade> context)
    {
        var (request, template) = (context.Message, ModelTransactions.Template(context.Message.Terms));
        var failures = new List<SettlementCheckFailure>(neighbourhood.Failures);
        if (request.Psbt is { } psbt && !ModelTransactions.TransactionOf(psbt).AsSpan().SequenceEqual(ModelTransactions.TransactionOf(template.Psbt)))
        {
            failures.Add(new SettlementCheckFailure(SettlementCheck.TemplateMatches, "Another transaction.", IsTransient: false));
        }

        return context.RespondAsync(new TradeChecked
        {
            Failures = failures,
            InputsToSign = [new InputToSign(ModelTransactions.InputOf(request.OwnRole), world.Coin(neighbourhood.Side), "address")],
            SatoshiChange = -10_846,
            AssetChanges = [new AssetChange(ModelWorld.Asset, 400)],
            Transaction = request.Stage == TradeCheckStage.AfterMerging && failures.Count == 0 ? ModelTransactions.TransactionOf(request.Psbt!) : null,
        });
    }

    public Task Consume(ConsumeContext<MergeSignatures> context)
    {
        var psbts = context.Message.Psbts;
        var signed = psbts.SelectMany(ModelTransactions.SignedInputsOf).Distinct().Order().ToList();
        return context.RespondAsync(new SignaturesMerged { Psbt = signed.Count == 2 ? ModelTransactions.Merge(psbts[0]) : psbts[^1], SignedInputs = signed });
    }

    public Task Consume(ConsumeContext<BuildReclaim> context)
    {
        var transaction = Reclaim();
        return context.RespondAsync(new ReclaimBuilt
        {
            Psbt = ModelTransactions.Unsigned(transaction),
            TransactionId = ModelTransactions.IdOf(transaction),
            InputsToSign = [new InputToSign(0, world.Coin(neighbourhood.Side), "address")],
            FeeSatoshis = 300,
        });
    }

    public Task Consume(ConsumeContext<FinalizeReclaim> context)
    {
        var transaction = Reclaim();
        return ModelTransactions.SignedInputsOf(context.Message.Psbt).Count == 0
            ? context.RespondAsync(new TradeRefused { Reason = "MissingSignature", Detail = "Not every input is signed.", IsTransient = false })
            : context.RespondAsync(new ReclaimFinalized { Transaction = transaction, TransactionId = ModelTransactions.IdOf(transaction) });
    }

    private byte[] Reclaim() => ModelTransactions.Spend([world.Coin(neighbourhood.Side)], 77);
}
