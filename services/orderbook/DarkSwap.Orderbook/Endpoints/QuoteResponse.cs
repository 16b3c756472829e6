using System.Globalization;
using DarkSwap.Hosting.OpenApi;
using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>Which orders fill the amount best.</summary>
public sealed record QuoteResponse
{
    public required IReadOnlyList<QuotedFill> Fills { get; init; }

    /// <summary>In the base asset's smallest unit.</summary>
    public required UInt128 Filled { get; init; }

    [DescribedAs(typeof(long))]
    public required string QuoteSatoshis { get; init; }

    /// <summary>What no order fills.</summary>
    public required UInt128 Missing { get; init; }

    internal static QuoteResponse Of(FillPlan plan) => new()
    {
        Fills = [.. plan.Fills.Select(QuotedFill.Of)],
        Filled = plan.Filled,
        QuoteSatoshis = plan.QuoteSatoshis.ToString(CultureInfo.InvariantCulture),
        Missing = plan.Missing,
    };
}
