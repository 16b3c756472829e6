using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>So many smallest units of the quote asset for so many of the base asset.</summary>
public sealed record PriceBody
{
    public required UInt128 Quote { get; init; }
    public required UInt128 Base { get; init; }

    internal static PriceBody Of(ExactPrice price) => Of(price.Quote, price.Base);

    internal static PriceBody Of(UInt128 quote, UInt128 @base) => new() { Quote = quote, Base = @base };
}
