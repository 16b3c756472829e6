using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire.Orders;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>12: the order is open, the fill fits it, and the price is exact.</summary>
public sealed class OrderAllowsFillCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.OrderAllowsFill;

    public bool RunsAt(TradeCheckStage stage) => stage is TradeCheckStage.BeforeAcceptance or TradeCheckStage.BeforeSigning;

    public CheckFault? Run(SettlementCheckContext context)
    {
        var terms = context.Terms;
        if (context.Order is not { } order || order.OrderId != terms.OrderId)
        {
            return new("The order is not known.");
        }

        // Once a trade is agreed its maker may take the order out of the book until it has settled.
        var isOpen = order.Status == OrderStatus.Open || (order.Status == OrderStatus.Suspended && context.Stage != TradeCheckStage.BeforeAcceptance);
        if (!isOpen)
        {
            return new($"The order is {order.Status}.");
        }

        if (order.Network != terms.Network || order.Base != RuneAsset.Format(terms.Rune) || order.Quote != "BTC")
        {
            return new("The order is for another pair or network.");
        }

        var takerOfOrder = order.Side == OrderSide.Sell ? TradeRole.GivesBitcoin : TradeRole.GivesAsset;
        if (terms.Taker != takerOfOrder)
        {
            return new("Maker and taker do not have the roles that the order gives them.");
        }

        if (terms.Fill > order.Remaining || (terms.Fill < order.MinimumFill && terms.Fill != order.Remaining))
        {
            return new($"A fill of {terms.Fill} does not fit: {order.Remaining} remain, at least {order.MinimumFill} at once.");
        }

        return QuoteAmount.InSatoshis(order.Side == OrderSide.Sell, terms.Fill, order.Price.Quote, order.Price.Base) == terms.QuoteSatoshis ? null : new($"{terms.QuoteSatoshis} satoshis are not the exact price.");
    }
}
