namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>Why a session ends (yamux specification, "Go Away").</summary>
internal enum YamuxGoAwayCode : uint
{
    Normal = 0,
    ProtocolError = 1,
    InternalError = 2,
}
