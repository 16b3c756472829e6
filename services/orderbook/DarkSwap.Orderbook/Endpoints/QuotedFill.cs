using System.Globalization;
using DarkSwap.Hosting.OpenApi;
using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>What one order is to fill.</summary>
public sealed record QuotedFill
{
    public required string OrderId { get; init; }

    /// <summary>In the base asset's smallest unit.</summary>
    public required UInt128 Fill { get; init; }

    [DescribedAs(typeof(long))]
    public required string QuoteSatoshis { get; init; }

    internal static QuotedFill Of(SuggestedFill fill) =>
        new() { OrderId = fill.OrderId, Fill = fill.Fill, QuoteSatoshis = fill.QuoteSatoshis.ToString(CultureInfo.InvariantCulture) };
}
