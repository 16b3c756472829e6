using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>
/// The commitment that a named etching needs: an input spends a P2TR output by its script path, the tapscript pushes the name, and the output
/// was in the chain for long enough that nobody could have copied the name from the mempool.
/// </summary>
public static class RuneCommitment
{
    /// <summary>Confirmations of the committed output when it is revealed, its own block and the revealing one counted.</summary>
    public const int Confirmations = 6;

    /// <summary>First byte of an annex, which is no part of the script path (BIP-341).</summary>
    private const byte AnnexPrefix = 0x50;

    /// <summary>Whether an input's witness pushes the name; what it spends must be checked by <see cref="IsSettled"/>.</summary>
    public static bool IsPushedBy(Witness witness, RuneName name)
    {
        if (FindTapscript(witness) is not { } tapscript)
        {
            return false;
        }

        var commitment = name.ToCommitment();
        var reader = new ScriptReader(new Script(tapscript));
        while (reader.TryRead(out var operation))
        {
            if (operation.IsDataPush && operation.Data.Span.SequenceEqual(commitment))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a spent output can carry a commitment that is revealed at <paramref name="revealHeight"/>.</summary>
    public static bool IsSettled(Script script, int commitHeight, int revealHeight) =>
        script.Type == ScriptType.PayToTaproot && revealHeight - commitHeight + 1 >= Confirmations;

    private static ReadOnlyMemory<byte>? FindTapscript(Witness witness)
    {
        var items = witness.Items;
        var hasAnnex = items.Length >= 2 && items[^1].Span is [AnnexPrefix, ..];
        var position = items.Length - (hasAnnex ? 3 : 2);
        return position >= 0 ? items[position] : null;
    }
}
