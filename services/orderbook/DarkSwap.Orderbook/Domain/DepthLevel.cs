namespace DarkSwap.Orderbook.Domain;

/// <summary>All that is offered at one price.</summary>
/// <param name="Amount">In the base asset's smallest unit; stays at the greatest number when the sum is above it.</param>
public sealed record DepthLevel(ExactPrice Price, UInt128 Amount, int Orders);
