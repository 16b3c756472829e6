using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire;
using DarkSwap.Cryptography;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Tests.Simulation;

/// <summary>What the other services of a node answer to a trade's work.</summary>
internal static class ModelServices
{
    public static TradeSignal? Answer(ModelWorld world, TradeAggregate trade)
    {
        if (MessageDrafts.Of(trade) is { Count: > 0 } drafts)
        {
            var key = world.KeyOf(trade.Side);
            return new TradeSignal.MessagesSigned(
                [.. drafts.Select(draft => SignedEnvelope.Seal(key, SigningDomains.Trade(trade.Network), PayloadTypes.Trade, draft.Payload))]);
        }

        var round = TradeView.CurrentRound(trade);
        return trade.Activity switch
        {
            TradeActivity.LookUpOrder => new TradeSignal.OrderFound(world.Order(isOwn: true), world.Settlement(TradeSide.Maker), false),
            TradeActivity.SelectInputs => new TradeSignal.InputsSelected(world.Party(trade.Side)),
            TradeActivity.PrepareTemplate => new TradeSignal.TemplateBuilt(ModelTransactions.Template(TradeView.TermsOf(trade, round!))),
            TradeActivity.CheckTerms => new TradeSignal.TermsChecked(new RoundMeaning([new InputToSign(ModelTransactions.InputOf(TradeView.RoleOf(trade)), world.Coin(trade.Side), "address")], -5, [])),
            TradeActivity.VerifyPeerSignatures => VerifyPeer(trade, round!),
            _ => null,
        };
    }

    /// <summary>What the user's wallet and the service's checks make of a trade that needs a signature.</summary>
    public static TradeSignal Sign(TradeAggregate trade)
    {
        var round = TradeView.CurrentRound(trade)!;
        var psbt = ModelTransactions.Sign(round.Template!.Psbt, TradeView.RoleOf(trade));
        return trade.Side == TradeSide.Taker
            ? new TradeSignal.SubmitSignatures(psbt)
            : new TradeSignal.SubmitFinal(psbt, ModelTransactions.TransactionOf(psbt));
    }

    public static TradeSignal Reclaim(ModelWorld world, TradeAggregate trade)
    {
        var transaction = ModelTransactions.Spend([world.Coin(trade.Side)], 77);
        return new TradeSignal.SubmitReclaim(ModelTransactions.IdOf(transaction), transaction);
    }

    private static TradeSignal VerifyPeer(TradeAggregate trade, TradeRound round)
    {
        var peerRole = TradeView.RoleOf(trade) == TradeRole.GivesAsset ? TradeRole.GivesBitcoin : TradeRole.GivesAsset;
        return ModelTransactions.IsSignedBy(round.PeerPsbt!, peerRole, round.Template!.Psbt)
            ? new TradeSignal.PeerSignaturesVerified()
            : new TradeSignal.WorkFailed("mergedTransactionIsValid");
    }
}
