namespace DarkSwap.Integration.Tests.Trading;

/// <summary>How far a trade has got when something happens to it.</summary>
public enum TradeStep
{
    Proposed,
    PsbtReady,
    TakerSigned,
    Broadcast,
    Confirmed,
}
