namespace DarkSwap.Libp2p.Muxing.Yamux;

internal enum YamuxReadStatus
{
    Data,
    Wait,
    Finished,
    Reset,
}
