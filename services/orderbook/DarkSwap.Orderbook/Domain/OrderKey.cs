namespace DarkSwap.Orderbook.Domain;

/// <summary>An order as one signer speaks of it.</summary>
/// <param name="OrderId">Lower-case hex.</param>
/// <param name="Signer">Peer id.</param>
public readonly record struct OrderKey(string OrderId, string Signer);
