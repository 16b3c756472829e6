namespace DarkSwap.Psbt.Chain;

/// <summary>A snapshot of the chain source and of those that follow it.</summary>
public sealed record ChainStatus
{
    public static ChainStatus Initial { get; } = new() { State = ChainState.Starting, Sentence = "The Bitcoin node has not been asked yet." };

    public required ChainState State { get; init; }

    /// <summary>What it is and what to do about it.</summary>
    public required string Sentence { get; init; }

    /// <summary>Null until the node was reached once.</summary>
    public NetworkIdentity? Network { get; init; }

    /// <summary>Tip of the node when last asked.</summary>
    public BlockReference? Tip { get; init; }

    /// <summary>Height of the best header that the node knows.</summary>
    public int HeaderHeight { get; init; }

    public IReadOnlyList<ObserverProgress> Observers { get; init; } = [];

    public bool IsReady => State == ChainState.Ready;
}
