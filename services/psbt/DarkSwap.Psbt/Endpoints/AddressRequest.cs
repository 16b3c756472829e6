namespace DarkSwap.Psbt.Endpoints;

/// <param name="Address">An address of the node's network.</param>
internal sealed record AddressRequest(string Address);
