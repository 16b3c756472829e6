namespace DarkSwap.Orderbook.Requests;

/// <summary>The Bitcoin node was never reached, so no signature can be checked or made; the message is delivered again later.</summary>
public sealed class NetworkUnknownException() : Exception("The network is not known until the Bitcoin node was reached once.");
