namespace DarkSwap.Libp2p.Muxing;

internal enum StreamReadStatus
{
    Data,
    Wait,
    Finished,
    Reset,
}
