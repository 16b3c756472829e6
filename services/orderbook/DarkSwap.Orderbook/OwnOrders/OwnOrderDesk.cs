using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Intake;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Primitives;
using Microsoft.EntityFrameworkCore;
using OrderDocumentSide = DarkSwap.Contracts.Wire.V1.OrderDocumentSide;

namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>What the operator does with own orders.</summary>
public sealed class OwnOrderDesk(BookParts parts, OwnOrderSigner signer)
{
    private const int MaximumTries = 5;

    /// <summary>Signs, stores and publishes an order; the same terms again give the same order.</summary>
    public async Task<Result<PlacedOrder, OwnOrderFailure>> PlaceAsync(byte[] document, Settlement settlement, CancellationToken cancellationToken)
    {
        if (await parts.Neighbours.GetNetworkAsync(cancellationToken) is not { } network)
        {
            return OwnOrderFailure.Of(OwnOrderError.NetworkUnknown);
        }

        var decoded = OrderTermsCodec.Decode(document);
        if (!decoded.IsSuccess)
        {
            return OwnOrderFailure.Of(SettlementRules.OfDocument(decoded.Error));
        }

        var orderId = OrderTermsCodec.IdOf(document);
        if (await FindAsync(orderId, cancellationToken) is { } known && await parts.Context.OwnOrders.AnyAsync(order => order.OrderId == orderId, cancellationToken))
        {
            return new PlacedOrder(known.ToSnapshot(), IsNew: false);
        }

        var terms = decoded.Value;
        var own = await parts.Neighbours.GetIdentityAsync(cancellationToken);
        var invalid = await parts.Neighbours.FindInvalidAddressesAsync([settlement.ReceiveAddress, settlement.ChangeAddress], cancellationToken);
        var errors = SettlementRules.Check(terms, settlement, invalid, network, own.PeerId, parts.TimeProvider.GetUtcNow());
        if (errors.Count > 0)
        {
            return OwnOrderFailure.Of(errors);
        }

        var coins = SettlementRules.InOrderOf(terms, settlement);
        IReadOnlyList<byte[]> proofs = terms.Side == OrderDocumentSide.Sell ? [.. coins.Select(coin => coin.Proof)] : [];
        var signed = await SignAsync(network, OrderEventKind.Create, SignedOrderCreation.Payload(terms, proofs), cancellationToken);
        return signed is null
            ? OwnOrderFailure.Of(OwnOrderError.SigningUnavailable)
            : await SaveAsync(signed, settlement, coins, (network, own.PeerId), cancellationToken);
    }

    /// <summary>Changes what is private at once, and publishes an update where the public order differs.</summary>
    public async Task<Result<OrderSnapshot, OwnOrderFailure>> ChangeAsync(string orderId, OwnOrderChange change, CancellationToken cancellationToken)
    {
        var refusal = await RunAsync<Result<OrderSnapshot, OwnOrderFailure>>(
            async token =>
            {
                var row = await parts.Context.Orders.SingleOrDefaultAsync(order => order.OrderId == orderId, token);
                var own = await parts.Context.OwnOrders.SingleOrDefaultAsync(order => order.OrderId == orderId, token);
                if (Refuse(row, own) is { } failure)
                {
                    return failure;
                }

                var errors = change.Check(row!);
                if (errors.Count > 0)
                {
                    return OwnOrderFailure.Of(errors);
                }

                change.Apply(row!, own!);
                if (change.Coins is { } coins)
                {
                    parts.Writer.RegisterScripts([new ScriptsOfSubject(row!.Maker, [], [.. coins.Select(coin => coin.OutPoint)])]);
                }

                return row!.ToSnapshot();
            },
            cancellationToken);
        if (!refusal.IsSuccess)
        {
            return refusal;
        }

        parts.Context.ChangeTracker.Clear();
        if (!await signer.ReconcileAsync(orderId, cancellationToken))
        {
            parts.Signals.SignatureMayBeDue();
        }

        parts.Context.ChangeTracker.Clear();
        return (await FindAsync(orderId, cancellationToken))!.ToSnapshot();
    }

    public async Task<Result<OrderSnapshot, OwnOrderFailure>> CancelAsync(string orderId, CancellationToken cancellationToken)
    {
        var known = await FindAsync(orderId, cancellationToken);
        if (known is { IsOwn: true, IsOfUser: false, Status: OrderStatus.Cancelled })
        {
            return known.ToSnapshot();
        }

        if (RefuseToCancel(known) is { } refusal)
        {
            return refusal;
        }

        if (await SignAsync(known!.Network, OrderEventKind.Cancel, SignedOrderCancellation.Payload(orderId), cancellationToken) is not { } cancellation)
        {
            return OwnOrderFailure.Of(OwnOrderError.SigningUnavailable);
        }

        return await RunAsync<Result<OrderSnapshot, OwnOrderFailure>>(
            async token =>
            {
                var row = await parts.Context.Orders.SingleAsync(order => order.OrderId == orderId, token);
                var before = StoredKnowledge.Of(row);
                var after = before.Merge(OrderKnowledge.Of(cancellation));
                if (after != before)
                {
                    parts.Writer.Update(row, before, after);
                    parts.Writer.Publish([new SignedOrderEvent(OrderEventKind.Cancel, after.Cancellation!.Envelope)], null);
                }

                return row.ToSnapshot();
            },
            cancellationToken);
    }

    private static OwnOrderFailure? Refuse(OrderRow? row, OwnOrderRow? own) => row switch
    {
        null => OwnOrderFailure.Of(OwnOrderError.NotFound),
        _ when own is null || row.IsOfUser => OwnOrderFailure.Of(OwnOrderError.NotOwn),
        { Status: OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Expired } => OwnOrderFailure.Of(OwnOrderError.Closed),
        _ => null,
    };

    /// <summary>An order of this node's key can be cancelled even when its private data is lost.</summary>
    private static OwnOrderFailure? RefuseToCancel(OrderRow? row) => row switch
    {
        null => OwnOrderFailure.Of(OwnOrderError.NotFound),
        { IsOwn: false } or { IsOfUser: true } => OwnOrderFailure.Of(OwnOrderError.NotOwn),
        { Status: OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Expired } => OwnOrderFailure.Of(OwnOrderError.Closed),
        _ => null,
    };

    /// <summary>A transaction that somebody else was faster than is tried again: it sees then what they have done.</summary>
    private async Task<TResult> RunAsync<TResult>(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await parts.Context.RunInTransactionAsync(work, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < MaximumTries)
            {
            }
        }
    }

    private Task<OrderRow?> FindAsync(string orderId, CancellationToken cancellationToken) =>
        parts.Context.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, cancellationToken);

    private async Task<OrderEvent?> SignAsync(string network, OrderEventKind kind, byte[] payload, CancellationToken cancellationToken)
    {
        var payloadType = kind == OrderEventKind.Create ? PayloadTypes.OrderCreate.ToArray() : PayloadTypes.OrderCancel.ToArray();
        var signed = await parts.Neighbours.SignAsync(SigningDomains.Order(network), payloadType, payload, cancellationToken);
        if (!signed.IsSuccess)
        {
            return null;
        }

        var read = OrderEventReader.Read(new SignedOrderEvent(kind, signed.Value), network, parts.TimeProvider.GetUtcNow());
        return read.IsSuccess ? read.Value : throw new InvalidOperationException($"The signed {kind} does not open: {read.Error}.");
    }

    private async Task<Result<PlacedOrder, OwnOrderFailure>> SaveAsync(
        OrderEvent creation, Settlement settlement, IReadOnlyList<BackingCoin> coins, (string Network, string PeerId) own, CancellationToken cancellationToken)
    {
        var submission = new OrderSubmission
        {
            Events = [creation],
            Network = own.Network,
            OwnPeerId = own.PeerId,
            Details = new SettlementDetails(own.PeerId, settlement, coins),
        };
        var submitted = await parts.Intake.SubmitAsync(submission, cancellationToken);
        return submitted.IsSuccess ? new PlacedOrder(submitted.Value.Order!, submitted.Value.IsNewOwnOrder) : OwnOrderFailure.Of(OwnOrderError.Busy);
    }
}
