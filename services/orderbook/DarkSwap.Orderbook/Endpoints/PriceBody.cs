using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>So many smallest units of the quote asset for so many of the base asset.</summary>
public sealed record PriceBody(UInt128 Quote, UInt128 Base)
{
    internal static PriceBody Of(ExactPrice price) => new(price.Quote, price.Base);
}
