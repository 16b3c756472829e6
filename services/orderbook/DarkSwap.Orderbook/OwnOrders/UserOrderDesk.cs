using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Cryptography;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Intake;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Primitives;
using Microsoft.EntityFrameworkCore;
using OrderDocumentSide = DarkSwap.Contracts.Wire.V1.OrderDocumentSide;

namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>Takes what a user's key has signed into the book: new orders that this node settles as their agent, changes and cancellations.</summary>
public sealed class UserOrderDesk(BookParts parts, OwnOrderIntents intents)
{
    private const string EnvelopeField = "envelope";
    private const string CoinsField = "coins";

    /// <param name="signer">Peer id of the only key that the caller may speak for; null for the node's own.</param>
    public async Task<Result<PlacedOrder, OwnOrderFailure>> SubmitAsync(UserSubmission submitted, string? signer, CancellationToken cancellationToken)
    {
        var envelope = submitted.Envelope;
        if (await parts.Neighbours.GetNetworkAsync(cancellationToken) is not { } network)
        {
            return OwnOrderFailure.Of(OwnOrderError.NetworkUnknown);
        }

        if (KindOf(envelope) is not { } kind)
        {
            return Refuse(EnvelopeField, RefusalText.Of(OrderRefusal.PayloadTypeWrong));
        }

        var read = OrderEventReader.Read(new SignedOrderEvent(kind, envelope), network, parts.TimeProvider.GetUtcNow());
        if (!read.IsSuccess)
        {
            return Refuse(EnvelopeField, RefusalText.Of(read.Error));
        }

        var own = await parts.Neighbours.GetIdentityAsync(cancellationToken);
        if (read.Value.Key.Signer != (signer ?? own.PeerId))
        {
            return OwnOrderFailure.Of(OwnOrderError.NotTheMaker);
        }

        var submission = new OrderSubmission { Events = [read.Value], Network = network, OwnPeerId = own.PeerId };
        return (read.Value, submitted) switch
        {
            (OrderEvent.Created, { Coins: not null }) => Refuse(CoinsField, "of a new order are in its settlement"),
            (OrderEvent.Created creation, _) => await CreateAsync(submission, creation, submitted.Settlement, cancellationToken),
            (_, { Settlement: not null }) => Refuse("settlement", "belongs to new orders only"),
            _ => await ChangeAsync(submission, read.Value, submitted.Coins, cancellationToken),
        };
    }

    private static OrderEventKind? KindOf(byte[] envelope)
    {
        if (!SignedEnvelope.TryReadPayloadType(envelope, out var payloadType))
        {
            return null;
        }

        return payloadType.SequenceEqual(PayloadTypes.OrderCreate) ? OrderEventKind.Create
            : payloadType.SequenceEqual(PayloadTypes.OrderUpdate) ? OrderEventKind.Update
            : payloadType.SequenceEqual(PayloadTypes.OrderCancel) ? OrderEventKind.Cancel
            : null;
    }

    private static OwnOrderFailure Refuse(string field, string reason) => OwnOrderFailure.Of(new Dictionary<string, string[]> { [field] = [reason] });

    private async Task<Result<PlacedOrder, OwnOrderFailure>> CreateAsync(
        OrderSubmission submission, OrderEvent.Created creation, Settlement? settlement, CancellationToken cancellationToken)
    {
        var terms = creation.Order.Terms;
        if (terms.Agent.ToString() != submission.OwnPeerId)
        {
            return Refuse(EnvelopeField, "names another agent than this node, which could not settle it");
        }

        if (settlement is null)
        {
            return Refuse("settlement", "is required for a new order");
        }

        // A seller's coins and proofs are in the order already.
        var isSell = terms.Side == OrderDocumentSide.Sell;
        var published = terms.Backing.Zip(creation.Order.Proofs, (outPoint, proof) => new BackingCoin(outPoint, proof)).ToList();
        var complete = isSell && settlement.Coins.Count == 0 ? settlement with { Coins = [.. published.Select(coin => new SettlementCoin(coin.OutPoint, coin.Proof))] } : settlement;
        var invalid = await parts.Neighbours.FindInvalidAddressesAsync([complete.ReceiveAddress, complete.ChangeAddress], cancellationToken);
        if (SettlementRules.CheckSettlement(terms, complete, invalid, submission.Network) is { Count: > 0 } errors)
        {
            return OwnOrderFailure.Of(errors);
        }

        var details = new SettlementDetails(creation.Key.Signer, complete, isSell ? published : SettlementRules.InOrderOf(terms, complete));
        return await SubmitAsync(submission with { Details = details }, cancellationToken);
    }

    private async Task<Result<PlacedOrder, OwnOrderFailure>> ChangeAsync(
        OrderSubmission submission, OrderEvent change, IReadOnlyList<BackingCoin>? coins, CancellationToken cancellationToken)
    {
        var orderId = change.Key.OrderId;
        var known = await parts.Context.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, cancellationToken);
        if (known is null)
        {
            return OwnOrderFailure.Of(OwnOrderError.NotFound);
        }

        if (known.Maker != change.Key.Signer)
        {
            return OwnOrderFailure.Of(OwnOrderError.NotTheMaker);
        }

        if (coins is not null && RefuseCoins(known, change, coins) is { } reason)
        {
            return Refuse(CoinsField, reason);
        }

        var submitted = await SubmitAsync(submission, cancellationToken);
        if (submitted.IsSuccess && known.IsOfUser)
        {
            await parts.Context.RunInTransactionAsync(token => FollowAsync(orderId, coins, token), cancellationToken);
        }

        return submitted;
    }

    private static string? RefuseCoins(OrderRow row, OrderEvent change, IReadOnlyList<BackingCoin> coins) =>
        change is not OrderEvent.Updated ? "belong to changes only"
        : row.Side == OrderSide.Sell ? "of an order that sells are in its envelope"
        : !row.IsOfUser ? "of the node's own orders are changed with PATCH"
        : SettlementRules.CheckCoins(coins);

    private async Task<Result<PlacedOrder, OwnOrderFailure>> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken)
    {
        var submitted = await parts.Intake.SubmitAsync(submission, cancellationToken);
        if (submitted.IsSuccess)
        {
            return submitted.Value.Order is { } order ? new PlacedOrder(order, submitted.Value.IsNewOwnOrder) : OwnOrderFailure.Of(OwnOrderError.NotFound);
        }

        return OwnOrderFailure.Of(submitted.Error switch { IntakeRefusal.Busy => OwnOrderError.Busy, IntakeRefusal.NoRoom => OwnOrderError.Full });
    }

    /// <summary>What the user has signed is what the user wants. Done anew with every submission, so that it does not matter where an earlier one ended.</summary>
    private async Task<bool> FollowAsync(string orderId, IReadOnlyList<BackingCoin>? coins, CancellationToken cancellationToken)
    {
        var own = await parts.Context.OwnOrders.SingleOrDefaultAsync(order => order.OrderId == orderId, cancellationToken);
        var row = await parts.Context.Orders.SingleAsync(order => order.OrderId == orderId, cancellationToken);
        if (own is null || OrderView.Of(StoredKnowledge.Of(row)) is not { UpdateSequence: > 0 } view)
        {
            return false;
        }

        var fills = await intents.FillsOfAsync(orderId, cancellationToken);
        var rest = fills.Aggregate(row.BaseAmount, (left, fill) => left - UInt128.Min(left, fill.Fill));
        var isSettling = fills.Any(fill => fill.Phase == FillPhase.Applied);
        own.ReducedBy = rest - UInt128.Min(rest, view.Remaining);
        own.IsSuspendedByOperator = view.IsSuspended && !isSettling && (view.Remaining == UInt128.Zero || !view.IsSell || view.Backing.Count > 0);
        own.WantedExpiresAt = view.ExpiresAt;
        if ((view.IsSell ? view.Backing : coins) is { } settling)
        {
            own.Coins = CoinsJson.Write(settling);
            parts.Writer.RegisterScripts([new ScriptsOfSubject(row.Maker, [], [.. settling.Select(coin => coin.OutPoint)])]);
        }

        own.NeedsSignature = !OwnOrderIntents.Of(own, row, fills, CoinsJson.Read(own.Coins)).IsSaidBy(view);
        own.Version++;
        return true;
    }
}
