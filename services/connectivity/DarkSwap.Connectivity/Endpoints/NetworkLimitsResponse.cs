namespace DarkSwap.Connectivity.Endpoints;

/// <summary>What peers may take of the node.</summary>
/// <param name="HighWater">Connections above which the least valuable are closed.</param>
/// <param name="LowWater">Connections down to which they are closed.</param>
public sealed record NetworkLimitsResponse(
    int Connections, int HighWater, int LowWater, int ConnectionsPerAddress, int ConnectionsPerSubnet, int HandshakesPerSubnet, int MebibytesPerPeer);
