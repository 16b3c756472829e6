using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>Answers about confirmed runes, each only while the index is level with the node, height and hash. The mempool is not looked at.</summary>
public interface IRuneIndex
{
    /// <summary>Most outpoints, holdings or runes that one call deals with.</summary>
    const int MaximumItems = 1_000;

    /// <summary>The runes of each outpoint asked for; an empty list says that it holds none (also if it does not exist, is spent or not confirmed).</summary>
    Task<RuneAnswer<IReadOnlyDictionary<OutPoint, IReadOnlyList<RuneBalance>>>> GetBalancesAsync(IReadOnlyCollection<OutPoint> outPoints, CancellationToken cancellationToken);

    /// <summary>What the unspent outputs of one script hold, at most <paramref name="limit"/> entries from <paramref name="offset"/> on, in an order that is fixed for one tip.</summary>
    /// <param name="rune">Only this rune; null for all.</param>
    Task<RuneAnswer<IReadOnlyList<RuneHolding>>> GetHoldingsAsync(Script script, RuneId? rune, int offset, int limit, CancellationToken cancellationToken);

    /// <summary>The whole of one rune that the unspent outputs of one script hold.</summary>
    Task<RuneAnswer<UInt128>> GetTotalAsync(Script script, RuneId rune, CancellationToken cancellationToken);

    Task<RuneAnswer<RuneEntry?>> FindAsync(RuneId id, CancellationToken cancellationToken);

    Task<RuneAnswer<RuneEntry?>> FindAsync(RuneName name, CancellationToken cancellationToken);

    /// <summary>Runes in the order of their etching from <paramref name="firstNumber"/> on.</summary>
    Task<RuneAnswer<IReadOnlyList<RuneEntry>>> ListAsync(long firstNumber, int limit, CancellationToken cancellationToken);
}
