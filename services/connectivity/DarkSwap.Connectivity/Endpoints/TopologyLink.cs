namespace DarkSwap.Connectivity.Endpoints;

/// <summary>A connection of this node.</summary>
/// <param name="Direction"><c>inbound</c> or <c>outbound</c>.</param>
/// <param name="IsKept">Whether the node redials the peer by itself.</param>
/// <param name="AnnouncedAddresses">Where the peer says that it can be reached.</param>
public sealed record TopologyLink(
    string PeerId,
    string Direction,
    string Transport,
    string Scope,
    bool IsKept,
    int Streams,
    long? RoundTripMicroseconds,
    IReadOnlyList<string> AnnouncedAddresses);
