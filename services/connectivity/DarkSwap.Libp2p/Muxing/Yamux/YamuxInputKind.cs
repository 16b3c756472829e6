namespace DarkSwap.Libp2p.Muxing.Yamux;

internal enum YamuxInputKind
{
    Header,
    Data,
    EndOfData,
    Incomplete,
    Malformed,
}
