namespace DarkSwap.Trade.Domain;

/// <summary>Why a command of this node's operator is refused.</summary>
public enum TradeError
{
    /// <summary>The trade is not in a state that allows it.</summary>
    WrongState,

    /// <summary>Only the taker may, since the taker pays the fee.</summary>
    WrongSide,

    /// <summary>Another fee bump is under way, or the other side has yet to answer.</summary>
    RoundInProgress,

    /// <summary>A fee bump must raise the fee rate, within the order's bounds.</summary>
    FeeRateRefused,

    /// <summary>The trade has had as many rounds as one may have.</summary>
    TooManyRounds,

    /// <summary>The final transaction is not the template's.</summary>
    TransactionMismatch,

    /// <summary>The time for this step is over.</summary>
    Expired,
}
