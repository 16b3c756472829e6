using System.Globalization;
using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>Which orders fill the amount best.</summary>
/// <param name="Filled">In the base asset's smallest unit.</param>
/// <param name="Missing">What no order fills.</param>
public sealed record QuoteResponse(IReadOnlyList<QuoteResponse.QuotedFill> Fills, UInt128 Filled, string QuoteSatoshis, UInt128 Missing)
{
    internal static QuoteResponse Of(FillPlan plan) => new(
        [.. plan.Fills.Select(fill => new QuotedFill(fill.OrderId, fill.Fill, fill.QuoteSatoshis.ToString(CultureInfo.InvariantCulture)))],
        plan.Filled,
        plan.QuoteSatoshis.ToString(CultureInfo.InvariantCulture),
        plan.Missing);

    public sealed record QuotedFill(string OrderId, UInt128 Fill, string QuoteSatoshis);
}
