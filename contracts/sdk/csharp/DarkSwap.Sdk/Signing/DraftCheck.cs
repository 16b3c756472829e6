using System.Globalization;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Sdk.Signing;

/// <summary>Compares the bytes of a draft with what was asked for. What was left to the node must be the API's documented default.</summary>
internal static class DraftCheck
{
    /// <summary>Defaults of the API, in satoshis per 1,000 virtual bytes.</summary>
    private const long DefaultMinimumFeeRate = 1_000;
    private const long DefaultMaximumFeeRate = 500_000;

    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(1);

    /// <summary>How far the node's clock may be off.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <exception cref="RefusedToSignException">Something differs.</exception>
    public static CheckedDraft Check(OrderDraftRequest asked, OrderDraftResponse draft, DraftParties parties, DateTimeOffset now)
    {
        var decoded = OrderTermsCodec.Decode(draft.Document);
        if (!decoded.IsSuccess)
        {
            throw new RefusedToSignException("the draft is no order", [decoded.Error.ToString()]);
        }

        var terms = decoded.Value;
        var orderId = OrderTermsCodec.IdOf(draft.Document);
        var backingMessage = SigningDomains.BackingMessage(parties.Network, orderId);
        var differences = new Differences();
        differences.Compare("orderId", orderId, draft.OrderId);
        differences.Compare("backingMessage", backingMessage, draft.BackingMessage);
        differences.Compare("network", parties.Network, terms.Network);
        differences.Compare("maker", parties.Maker, PeerId.FromPublicKey(terms.Maker).ToString());
        differences.Compare("agent", parties.Agent, terms.Agent.ToString());
        CheckTerms(asked, terms, differences);
        CheckTimes(asked, terms, now, differences);
        differences.ThrowIfAny("the draft is not the order that was asked for");
        return new CheckedDraft(orderId, backingMessage, terms);
    }

    private static void CheckTerms(OrderDraftRequest asked, OrderTerms terms, Differences differences)
    {
        differences.Compare("base", asked.Base, terms.Base.ToString());
        differences.Compare("quote", asked.Quote, terms.Quote.ToString());
        differences.Compare("side", asked.Side, terms.Side == OrderDocumentSide.Sell ? OrderSide.Sell : OrderSide.Buy);
        differences.Compare("baseAmount", asked.BaseAmount, terms.BaseAmount);
        differences.Compare("price.quote", asked.Price.Quote, terms.PriceNumerator);
        differences.Compare("price.base", asked.Price.Base, terms.PriceDenominator);
        differences.Compare("minimumFill", asked.MinimumFill ?? asked.BaseAmount, terms.MinimumFill);
        differences.Compare("minimumFeeRate", asked.MinimumFeeRate?.Value ?? DefaultMinimumFeeRate, terms.MinimumFeeRate);
        differences.Compare("maximumFeeRate", asked.MaximumFeeRate?.Value ?? DefaultMaximumFeeRate, terms.MaximumFeeRate);
        differences.Compare("backing", string.Join(' ', asked.Backing ?? []), string.Join(' ', terms.Backing));
    }

    private static void CheckTimes(OrderDraftRequest asked, OrderTerms terms, DateTimeOffset now, Differences differences)
    {
        differences.Compare("expiresAt", Text(UnixMicroseconds.Truncate(asked.ExpiresAt ?? terms.CreatedAt + DefaultLifetime)), Text(terms.ExpiresAt));
        if ((terms.CreatedAt - now).Duration() > ClockDifference)
        {
            differences.Add($"createdAt is {Text(terms.CreatedAt)}, but it is {Text(now)} now");
        }
    }

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("o", CultureInfo.InvariantCulture);
}
