using DarkSwap.Contracts.Wire.Orders;

namespace DarkSwap.Sdk.Signing;

/// <summary>A draft that says what was asked for. Only <see cref="UserOrders"/> makes one.</summary>
public sealed class CheckedDraft
{
    internal CheckedDraft(string orderId, string backingMessage, OrderTerms terms)
    {
        OrderId = orderId;
        BackingMessage = backingMessage;
        Terms = terms;
    }

    /// <summary>Hash of the terms, computed here.</summary>
    public string OrderId { get; }

    /// <summary>For the wallet: to be signed as BIP-322 simple by the address of every coin.</summary>
    public string BackingMessage { get; }

    /// <summary>What the order will say, read from the bytes that are signed.</summary>
    public OrderTerms Terms { get; }
}
