namespace DarkSwap.Connectivity.Endpoints;

/// <summary>The network as this node sees it: itself, the peers that it is connected to, and how.</summary>
/// <param name="Peers">How many peers there are, also where <paramref name="Links"/> are fewer.</param>
/// <param name="Transports">Connections by transport, for example <c>tcp</c>, <c>ws</c>, <c>circuit</c>.</param>
/// <param name="Agents">Peers by the program that they say they run, the 20 most frequent.</param>
/// <param name="Scopes">Connections by where they lead: <c>public</c>, <c>private</c>, <c>loopback</c> …</param>
public sealed record TopologyResponse(
    string PeerId,
    int Peers,
    int Inbound,
    int Outbound,
    IReadOnlyDictionary<string, int> Transports,
    IReadOnlyDictionary<string, int> Agents,
    IReadOnlyDictionary<string, int> Scopes,
    IReadOnlyList<TopologyLink> Links,
    ResourceResponse Resources);
