namespace DarkSwap.Libp2p.Muxing.Mplex;

/// <summary>What a frame does (mplex specification, "Flag Values"). The names tell the sender's role: the initiator opened the stream.</summary>
internal enum MplexFlag : byte
{
    NewStream = 0,
    MessageReceiver = 1,
    MessageInitiator = 2,
    CloseReceiver = 3,
    CloseInitiator = 4,
    ResetReceiver = 5,
    ResetInitiator = 6,
}
