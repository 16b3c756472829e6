namespace DarkSwap.Psbt.Endpoints;

/// <param name="Progress">0 to 1; 1 once all coins that the address had before are known.</param>
internal sealed record AddressResponse(string Address, AddressState State, double Progress);
