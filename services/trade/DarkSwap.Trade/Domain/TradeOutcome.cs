namespace DarkSwap.Trade.Domain;

/// <summary>What became of a signal.</summary>
public enum TradeOutcome
{
    /// <summary>The trade changed.</summary>
    Applied,

    /// <summary>It had been applied before, or says nothing new.</summary>
    Duplicate,

    /// <summary>It came too late to count.</summary>
    Late,

    /// <summary>A command that the state does not allow; <see cref="TradeDecision.Error"/> says why.</summary>
    Refused,

    /// <summary>The other side broke the protocol.</summary>
    Fault,
}
