using System.Numerics;

namespace DarkSwap.Orderbook.Domain;

/// <param name="Fill">In the base asset's smallest unit.</param>
/// <param name="QuoteSatoshis">Rounded as the settlement rounds it.</param>
public sealed record SuggestedFill(string OrderId, UInt128 Fill, BigInteger QuoteSatoshis);
