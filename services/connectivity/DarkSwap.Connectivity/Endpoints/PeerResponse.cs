using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Swarm;

namespace DarkSwap.Connectivity.Endpoints;

/// <summary>A connected peer.</summary>
/// <param name="Direction"><c>inbound</c> or <c>outbound</c>.</param>
/// <param name="Protocols">What it said it speaks; empty until identify has run.</param>
/// <param name="Streams">Open streams, both directions.</param>
/// <param name="AnnouncedAddresses">Where it said that it can be reached.</param>
/// <param name="RoundTripMicroseconds">Last round trip that was measured, or null.</param>
public sealed record PeerResponse(
    string PeerId,
    string Address,
    string Direction,
    DateTimeOffset ConnectedAt,
    IReadOnlyList<string> Protocols,
    string? AgentVersion,
    long? RoundTripMicroseconds,
    long BytesSent,
    long BytesReceived,
    int Streams,
    IReadOnlyList<string> AnnouncedAddresses)
{
    internal static PeerResponse Of(IPeerConnection connection, ILibp2pHost host)
    {
        var information = host.FindPeer(connection.RemotePeer);
        return new(
            connection.RemotePeer.ToString(),
            connection.RemoteAddress.ToString(),
            connection.Direction == ConnectionDirection.Inbound ? "inbound" : "outbound",
            connection.OpenedAt,
            information?.ProtocolIds ?? [],
            information?.AgentVersion,
            (long?)connection.RoundTripTime?.TotalMicroseconds,
            connection.BytesSent,
            connection.BytesReceived,
            connection.StreamCount,
            [.. (information?.ListenAddresses ?? []).Select(address => address.ToString())]);
    }
}
