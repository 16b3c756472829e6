namespace DarkSwap.Connectivity.Endpoints;

/// <summary>The configuration of the peer-to-peer network that this node runs with: defaults, file, environment and options together.</summary>
/// <param name="ExemptSubnets">Networks whose peers are not counted by address, subnet and rate.</param>
/// <param name="BlockedSubnets">Networks that are neither dialed nor let in.</param>
/// <param name="DialedSubnets">Networks that are dialed although they are not public.</param>
/// <param name="NotInEffect">Keys that somebody set and that change nothing in this version.</param>
public sealed record NetworkConfigurationResponse(
    IReadOnlyList<string> ListenAddresses,
    IReadOnlyList<string> AnnounceAddresses,
    IReadOnlyList<string> BootstrapPeers,
    IReadOnlyList<string> ExemptSubnets,
    IReadOnlyList<string> BlockedSubnets,
    IReadOnlyList<string> DialedSubnets,
    bool IsPerfServed,
    bool IsSecureWebSocketServed,
    NetworkLimitsResponse Limits,
    DhtConfigurationResponse Dht,
    RelayConfigurationResponse Relay,
    IReadOnlyList<string> NotInEffect);
