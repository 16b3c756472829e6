namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>Limits that refuse a connection or a stream.</summary>
public enum ResourceLimit
{
    Connections,
    FileHandles,
    Handshakes,
    HandshakesOfSubnet,
    ConnectionsOfAddress,
    ConnectionsOfSubnet,
    RateOfAddress,
    StreamsOfConnection,
    StreamsOfPeer,
    Streams,
    StreamsOfProtocol,
    StreamsOfProtocolAndPeer,
}
