using System.Globalization;
using System.Text;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Sdk.Signing;

/// <summary>Compares the bytes of a drafted change with what was asked for. What was not asked to change must stay, except for what trades have filled meanwhile.</summary>
internal static class ChangeCheck
{
    /// <returns>The payload, which may be signed.</returns>
    /// <exception cref="RefusedToSignException">Something differs.</exception>
    public static byte[] Check(OrderResponse order, ChangeOrderRequest asked, SigningDraftResponse draft)
    {
        var decoded = SignedOrderUpdate.ReadPayload(draft.Payload);
        if (!decoded.IsSuccess)
        {
            throw new RefusedToSignException("the draft is no change of an order", [decoded.Error.ToString()]);
        }

        var change = decoded.Value;
        var differences = new Differences();
        differences.Compare("domain", SigningDomains.Order(order.Network), draft.Domain);
        differences.Compare("payloadType", Encoding.UTF8.GetString(PayloadTypes.OrderUpdate), draft.PayloadType);
        differences.Compare("orderId", order.OrderId, change.OrderId);
        if (change.Sequence <= (ulong)order.UpdateSequence)
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"sequence is {change.Sequence}, though the newest is {order.UpdateSequence}"));
        }

        CheckRemaining(order, asked, change, differences);
        differences.Compare("expiresAt", UnixMicroseconds.Of(asked.ExpiresAt ?? order.ExpiresAt), UnixMicroseconds.Of(change.ExpiresAt));
        CheckSuspended(order, asked, change, differences);
        CheckBacking(order, asked, change, differences);
        differences.ThrowIfAny("the draft is not the change that was asked for");
        return draft.Payload;
    }

    private static void CheckRemaining(OrderResponse order, ChangeOrderRequest asked, OrderUpdateTerms change, Differences differences)
    {
        if (asked.Remaining is { } remaining)
        {
            differences.Compare("remaining", remaining, change.Remaining);
        }
        else if (change.Remaining > order.Remaining)
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"remaining is {change.Remaining}, though only {order.Remaining} remained"));
        }
    }

    /// <summary>Whether an order is suspended shows in its status only while nothing weightier does.</summary>
    private static void CheckSuspended(OrderResponse order, ChangeOrderRequest asked, OrderUpdateTerms change, Differences differences)
    {
        if (asked.Suspended is { } suspended)
        {
            differences.Compare("suspended", suspended, change.IsSuspended);
        }
        else if (order.Status is OrderStatus.Open or OrderStatus.Suspended)
        {
            differences.Compare("suspended", order.Status == OrderStatus.Suspended, change.IsSuspended);
        }
    }

    private static void CheckBacking(OrderResponse order, ChangeOrderRequest asked, OrderUpdateTerms change, Differences differences)
    {
        differences.Compare("backing", string.Join(' ', asked.Coins?.Select(coin => coin.OutPoint) ?? order.Backing), string.Join(' ', change.Backing));
        if (asked.Coins is { } coins && !coins.Select(coin => Convert.ToHexString(coin.Proof)).SequenceEqual(change.Proofs.Select(Convert.ToHexString)))
        {
            differences.Add("proofs are not those of the coins");
        }
    }
}
