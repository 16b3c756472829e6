namespace DarkSwap.Trade.Domain;

/// <summary>What a trade works at, or whom it waits for. Work is done by the driver and repeated until it has a result; waiting ends by a signal or a timer.</summary>
public enum TradeActivity
{
    /// <summary>Nothing more happens by itself.</summary>
    None,

    // Work.
    LookUpOrder,
    SelectInputs,
    PrepareTemplate,
    CheckTerms,
    VerifyPeerSignatures,
    SendProposal,
    SendAcceptance,
    SendSignatures,
    SendFinal,
    SendUpdate,
    SendAgreement,
    SendRoundRefusal,

    // Waiting.
    AwaitCoins,
    AwaitOperator,
    AwaitPeer,
    AwaitUser,
    AwaitChain,
}
