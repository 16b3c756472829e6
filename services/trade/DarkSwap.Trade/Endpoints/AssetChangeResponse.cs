using DarkSwap.Hosting.OpenApi;

namespace DarkSwap.Trade.Endpoints;

/// <param name="Amount">Decimal digits in the asset's smallest unit, with a minus when the asset is given.</param>
public sealed record AssetChangeResponse(string Asset, [property: DescribedAs(typeof(Int128))] string Amount);
