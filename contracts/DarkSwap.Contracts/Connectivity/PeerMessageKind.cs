namespace DarkSwap.Contracts.Connectivity;

/// <summary>The signed bodies of the DarkSwap peer protocol that a trade is made of.</summary>
public enum PeerMessageKind
{
    TradePropose = 1,
    TradeAccept = 2,
    TradeReject = 3,
    TradeCancel = 4,
    TradeSignature = 5,
    PsbtCreate = 6,
    PsbtUpdate = 7,
    PsbtSign = 8,
    PsbtFinalize = 9,
    PsbtBroadcast = 10,
}
