namespace DarkSwap.Trade.Desk;

/// <summary>Why a request about a trade is refused; each has its problem type.</summary>
public enum TradeFailureKind
{
    UnknownTrade,
    UnknownOrder,
    OwnOrder,
    OrderRefused,
    TradeIdTaken,
    InputsRefused,
    WrongState,
    WrongSide,
    RoundInProgress,
    FeeRateRefused,
    TooManyRounds,
    TransactionMismatch,
    Expired,
    CheckFailed,
    CheckUnavailable,
    ReclaimRefused,
    ChainUnavailable,
    AssetSourceMissing,
    Busy,
}
