using DarkSwap.Libp2p.Swarm.Resources;

namespace DarkSwap.Connectivity.Endpoints;

/// <summary>What all connections hold, and what was refused since the start.</summary>
/// <param name="Bytes">Memory that peers have filled and nobody has read yet.</param>
/// <param name="Refusals">How often each limit refused something.</param>
public sealed record ResourceResponse(int Connections, int Handshakes, int FileHandles, int Streams, long Bytes, IReadOnlyDictionary<string, long> Refusals)
{
    internal static ResourceResponse Of(ResourceUsage usage) => new(
        usage.Connections,
        usage.Handshakes,
        usage.FileHandles,
        usage.Streams,
        usage.Bytes,
        usage.Refusals.OrderBy(entry => entry.Key).ToDictionary(entry => JsonNames.Of(entry.Key.ToString()), entry => entry.Value));
}
