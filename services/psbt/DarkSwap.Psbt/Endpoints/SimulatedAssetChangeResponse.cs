using DarkSwap.Hosting.OpenApi;

namespace DarkSwap.Psbt.Endpoints;

/// <param name="Amount">Decimal digits, with a minus sign if it is given away.</param>
internal sealed record SimulatedAssetChangeResponse(string Asset, [property: DescribedAs(typeof(Int128))] string Amount);
