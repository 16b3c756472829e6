using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Primitives;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>What there is to sign to change or cancel a user's order. Nothing is stored.</summary>
public sealed class UserOrderDrafts(BookParts parts, OwnOrderIntents intents)
{
    /// <summary>An update that says what the user wants beside what the order's trades have come to; without a wish, the latter alone.</summary>
    /// <param name="signer">Peer id of the only key that the caller may speak for; null for nobody's.</param>
    public async Task<Result<(SigningDraft Draft, OrderUpdateTerms Terms), OwnOrderFailure>> ChangeAsync(
        string orderId, OwnOrderChange change, string? signer, CancellationToken cancellationToken)
    {
        var found = await FindAsync(orderId, signer, cancellationToken);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        var row = found.Value;
        if (await parts.Context.OwnOrders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, cancellationToken) is not { } own)
        {
            return OwnOrderFailure.Of(OwnOrderError.NotOwn);
        }

        if (change.Coins is not null && row.Side == OrderSide.Buy)
        {
            return OwnOrderFailure.Of(new Dictionary<string, string[]> { ["coins"] = ["of an order that buys are private: send them beside the signed change"] });
        }

        var fills = await intents.FillsOfAsync(orderId, cancellationToken);
        OwnOrderIntents.FoldInto(row, OwnOrderIntents.Of(own, row, fills, CoinsJson.Read(own.Coins)));
        if (change.Check(row) is { Count: > 0 } errors)
        {
            return OwnOrderFailure.Of(errors);
        }

        if (await intents.FindCoinsAsync(own, row, fills, cancellationToken) is not { } coins)
        {
            return OwnOrderFailure.Of(OwnOrderError.CoinsUnknown);
        }

        own.Coins = CoinsJson.Write(coins);
        change.Apply(row, own);
        var terms = OwnOrderIntents.TermsOf(row, OwnOrderIntents.Of(own, row, fills, CoinsJson.Read(own.Coins)));
        return (SigningDraft.Of(orderId, row.Network, PayloadTypes.OrderUpdate, SignedOrderUpdate.Payload(terms)), terms);
    }

    public async Task<Result<SigningDraft, OwnOrderFailure>> CancelAsync(string orderId, string? signer, CancellationToken cancellationToken)
    {
        var found = await FindAsync(orderId, signer, cancellationToken);
        return found.IsSuccess
            ? SigningDraft.Of(orderId, found.Value.Network, PayloadTypes.OrderCancel, SignedOrderCancellation.Payload(orderId))
            : found.Error;
    }

    private async Task<Result<OrderRow, OwnOrderFailure>> FindAsync(string orderId, string? signer, CancellationToken cancellationToken)
    {
        var row = await parts.Context.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, cancellationToken);
        if (row is null)
        {
            return OwnOrderFailure.Of(OwnOrderError.NotFound);
        }

        if (row.Maker != signer)
        {
            return OwnOrderFailure.Of(OwnOrderError.NotTheMaker);
        }

        return row.Facts.StatusAt(parts.TimeProvider.GetUtcNow()) is OrderStatus.Cancelled or OrderStatus.Expired or OrderStatus.Filled
            ? OwnOrderFailure.Of(OwnOrderError.Closed)
            : row;
    }
}
