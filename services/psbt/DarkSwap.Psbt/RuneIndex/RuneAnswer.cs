using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>What the index answers: a value that holds at the node's tip, or the reason why it cannot say. Unknown is never "no runes".</summary>
public sealed class RuneAnswer<TValue>
{
    private readonly TValue? value;

    internal RuneAnswer(TValue value, BlockReference tip)
    {
        this.value = value;
        Tip = tip;
        IsKnown = true;
    }

    internal RuneAnswer(string reason) => Reason = reason;

    public bool IsKnown { get; }

    /// <summary>The block at which the answer holds, which was the node's tip when it was asked.</summary>
    public BlockReference Tip { get; }

    /// <summary>Why it is unknown, as a sentence; null if it is known.</summary>
    public string? Reason { get; }

    /// <exception cref="InvalidOperationException">It is unknown.</exception>
    public TValue Value => IsKnown ? value! : throw new InvalidOperationException($"Unknown: {Reason}");
}
