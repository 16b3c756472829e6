namespace DarkSwap.Psbt.Chain;

/// <summary>The latest state of the chain source, for answers, health and gates.</summary>
public interface IChainStatus
{
    ChainStatus Current { get; }

    /// <summary>Completes with the first status from now on for which <paramref name="isWanted"/> holds, the current one included.</summary>
    Task<ChainStatus> WaitForAsync(Func<ChainStatus, bool> isWanted, CancellationToken cancellationToken);
}
