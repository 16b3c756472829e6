namespace DarkSwap.Libp2p.Muxing.Yamux;

[Flags]
internal enum YamuxFlags : ushort
{
    None = 0,
    Synchronize = 1,
    Acknowledge = 2,
    Finish = 4,
    Reset = 8,
}
