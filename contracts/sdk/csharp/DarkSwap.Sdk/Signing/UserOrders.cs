using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Cryptography;
using DarkSwap.Sdk.Api;
using DarkSwap.Sdk.Credentials;

namespace DarkSwap.Sdk.Signing;

/// <summary>
/// Orders of a user's key, with the node as their agent. Nothing is signed blindly: the id is computed from the bytes here, and the bytes must say what
/// was asked for.
/// </summary>
public sealed class UserOrders
{
    private readonly OrdersClient orders;
    private readonly NetworkClient network;
    private readonly UserKey key;
    private readonly TimeProvider timeProvider;

    internal UserOrders(OrdersClient orders, NetworkClient network, UserKey key, TimeProvider timeProvider)
    {
        this.orders = orders;
        this.network = network;
        this.key = key;
        this.timeProvider = timeProvider;
    }

    /// <summary>Has the node draft the order, and checks what it drafted.</summary>
    /// <exception cref="RefusedToSignException">The draft is not what was asked for.</exception>
    public async Task<CheckedDraft> DraftAsync(OrderDraftRequest asked, CancellationToken cancellationToken)
    {
        var node = await network.GetNetworkIdentityAsync(cancellationToken);
        var draft = await orders.DraftOrderAsync(asked, cancellationToken);
        return DraftCheck.Check(asked, draft, new DraftParties(key.PeerId, node.PeerId, node.Network), timeProvider.GetUtcNow());
    }

    /// <summary>Signs the order and publishes it.</summary>
    /// <param name="proofs">The wallet's BIP-322 signatures of <see cref="CheckedDraft.BackingMessage"/>, one for each coin behind the order in its order; none for a purchase.</param>
    public Task<OrderResponse> PlaceAsync(CheckedDraft draft, IReadOnlyList<byte[]> proofs, SettlementBody settlement, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(proofs.Count, draft.Terms.Backing.Count);
        var envelope = SignedOrderCreation.Seal(key.Private, draft.Terms, proofs);
        return orders.SubmitSignedOrderAsync(new SignedOrderRequest { Envelope = envelope, Settlement = settlement }, cancellationToken);
    }

    /// <summary>Changes an order of this key. An empty change says what its trades have come to.</summary>
    /// <exception cref="RefusedToSignException">The order is of another key, or the draft is not what was asked for.</exception>
    public async Task<OrderResponse> ChangeAsync(string orderId, ChangeOrderRequest asked, CancellationToken cancellationToken)
    {
        var order = await FindOwnAsync(orderId, cancellationToken);
        var payload = ChangeCheck.Check(order, asked, await orders.DraftOrderChangeAsync(orderId, asked, cancellationToken));
        var envelope = SignedEnvelope.Seal(key.Private, SigningDomains.Order(order.Network), PayloadTypes.OrderUpdate, payload);
        return await orders.SubmitSignedOrderAsync(new SignedOrderRequest { Envelope = envelope }, cancellationToken);
    }

    /// <summary>Cancels an order of this key for good. The bytes are made here; the node drafts nothing.</summary>
    /// <exception cref="RefusedToSignException">The order is of another key.</exception>
    public async Task<OrderResponse> CancelAsync(string orderId, CancellationToken cancellationToken)
    {
        var order = await FindOwnAsync(orderId, cancellationToken);
        var envelope = SignedOrderCancellation.Seal(key.Private, order.Network, orderId);
        return await orders.SubmitSignedOrderAsync(new SignedOrderRequest { Envelope = envelope }, cancellationToken);
    }

    private async Task<OrderResponse> FindOwnAsync(string orderId, CancellationToken cancellationToken)
    {
        var order = await orders.GetOrderAsync(orderId, cancellationToken);
        var differences = new Differences();
        differences.Compare("orderId", orderId, order.OrderId);
        differences.Compare("maker", key.PeerId, order.Maker);
        differences.ThrowIfAny("the order is not one of this key");
        return order;
    }
}
