using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Options;
using Microsoft.Extensions.Options;

namespace DarkSwap.Trade.Driving;

/// <summary>Asks the psbt service for the checks of a stage, as this side of the trade.</summary>
public sealed class TradeChecks(ServiceQuestions questions, IOptions<TradeOptions> options, TimeProvider timeProvider)
{
    private readonly TradeTimes times = options.Value.ToTimes();

    public async Task<TradeChecked> CheckAsync(TradeAggregate trade, TradeCheckStage stage, byte[] psbt, CancellationToken cancellationToken)
    {
        var round = TradeView.CurrentRound(trade)!;
        var order = trade.Order!;
        var now = timeProvider.GetUtcNow();
        return await questions.CheckAsync(
            new CheckTrade
            {
                Stage = stage,
                Terms = TradeView.TermsOf(trade, round),
                OwnRole = TradeView.RoleOf(trade),
                Settlement = trade.Settlement!,
                Subject = TradeView.SubjectOf(trade),
                IsOfUser = TradeView.OwnerOf(trade) is not null,
                Order = await OrderForAsync(trade, round, cancellationToken),
                Now = now,
                Deadline = TradeView.DeadlineOf(trade, times) ?? now + times.Signing,
                ConfirmationsWanted = trade.Side == TradeSide.Maker ? trade.TakerCoinConfirmations : trade.MakerCoinConfirmations,
                Psbt = psbt,
                CounterpartyTermsSignature = round.PeerTermsSignature,
                Counterparty = trade.Counterparty,
                MinimumFeeRate = order.MinimumFeeRate,
                MaximumFeeRate = order.MaximumFeeRate,
            },
            cancellationToken);
    }

    /// <summary>The order as it stands; for a fee bump, as it stood: the fill has been taken out of it since.</summary>
    private async Task<OrderSnapshot?> OrderForAsync(TradeAggregate trade, TradeRound round, CancellationToken cancellationToken) =>
        round.Number > 0 ? trade.Order : (await questions.GetOrderAsync(trade.OrderId, cancellationToken)).Order;
}
