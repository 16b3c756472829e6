using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Orderbook.OwnOrders;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>What a user's key signs, to become an envelope for <c>POST /orders/signed</c>.</summary>
public sealed record SigningDraftResponse
{
    public required string OrderId { get; init; }

    /// <summary><c>darkswap-order-v1:</c> and the network.</summary>
    public required string Domain { get; init; }

    public required string PayloadType { get; init; }

    public required byte[] Payload { get; init; }

    /// <summary>The bytes to sign with Ed25519: domain, payload type and payload, each after its length as a varint.</summary>
    public required byte[] SigningInput { get; init; }

    /// <summary>What the payload says, for a change.</summary>
    public ChangeTerms? Change { get; init; }

    internal static SigningDraftResponse Of(SigningDraft draft, OrderUpdateTerms? change = null) => new()
    {
        OrderId = draft.OrderId,
        Domain = draft.Domain,
        PayloadType = draft.PayloadType,
        Payload = draft.Payload,
        SigningInput = draft.SigningInput,
        Change = change is null ? null : new ChangeTerms
        {
            Sequence = change.Sequence,
            Remaining = change.Remaining,
            ExpiresAt = change.ExpiresAt,
            Suspended = change.IsSuspended,
            Backing = change.Backing,
        },
    };

    /// <summary>What an update says of its order.</summary>
    public sealed record ChangeTerms
    {
        /// <summary>One more than the newest update's.</summary>
        public required ulong Sequence { get; init; }

        /// <summary>In the base asset's smallest unit.</summary>
        public required UInt128 Remaining { get; init; }

        public required DateTimeOffset ExpiresAt { get; init; }
        public required bool Suspended { get; init; }
        public required IReadOnlyList<string> Backing { get; init; }
    }
}
