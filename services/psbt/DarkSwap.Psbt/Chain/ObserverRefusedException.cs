namespace DarkSwap.Psbt.Chain;

/// <summary>An observer that cannot follow this node any longer; the others go on. The message is a sentence for the operator that says what to do.</summary>
public sealed class ObserverRefusedException(ChainState state, string message) : Exception(message)
{
    /// <summary>What this makes of the chain's state.</summary>
    public ChainState State { get; } = state;
}
