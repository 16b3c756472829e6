using System.Diagnostics;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>What a PSBT says about one input. Values are decoded when asked for; none of them is verified here.</summary>
public readonly struct PsbtInput
{
    private readonly Psbt psbt;

    internal PsbtInput(Psbt psbt, int index)
    {
        this.psbt = psbt;
        Index = index;
    }

    public int Index { get; }

    public OutPoint PreviousOutput => psbt.UnsignedTransaction.Inputs[Index].PreviousOutput;

    public ReadOnlySpan<PsbtRecord> Records => psbt.InputMap(Index);

    /// <summary>The whole transaction that is spent from.</summary>
    public Transaction? PreviousTransaction
    {
        get
        {
            if (PsbtMapSearch.Find(Records, PsbtInputField.PreviousTransaction) is not { } value)
            {
                return null;
            }

            return Transaction.TryReadWithoutCopy(value, TransactionFormat.WithWitness, out var transaction) ? transaction : throw new UnreachableException();
        }
    }

    /// <summary>The spent output as somebody claims it to be ("witness UTXO").</summary>
    public TransactionOutput? SpentOutput
    {
        get
        {
            if (PsbtMapSearch.Find(Records, PsbtInputField.SpentOutput) is not { } value)
            {
                return null;
            }

            return TransactionOutput.TryReadWithoutCopy(value, out var output) ? output : throw new UnreachableException();
        }
    }

    /// <summary>The key data is the public key, the value DER with the type's byte behind it.</summary>
    public IReadOnlyList<PsbtRecord> PartialSignatures => PsbtMapSearch.FindAll(Records, PsbtInputField.PartialSignature);

    public uint? SignatureHashType => PsbtMapSearch.FindUInt32(Records, PsbtInputField.SignatureHashType);

    public Script? RedeemScript => ScriptOf(PsbtInputField.RedeemScript);

    public Script? WitnessScript => ScriptOf(PsbtInputField.WitnessScript);

    public Script? FinalScriptSignature => ScriptOf(PsbtInputField.FinalScriptSignature);

    public Witness? FinalWitness =>
        PsbtMapSearch.Find(Records, PsbtInputField.FinalWitness) is { } value && Witness.TryRead(value.Span, out var witness) ? witness : null;

    public bool IsFinalized =>
        PsbtMapSearch.Find(Records, PsbtInputField.FinalScriptSignature) is not null || PsbtMapSearch.Find(Records, PsbtInputField.FinalWitness) is not null;

    /// <summary>Whether there is a signature of any kind, final or not.</summary>
    public bool HasSignature
    {
        get
        {
            foreach (ref readonly var record in Records)
            {
                if (record.Type is PsbtInputField.PartialSignature or PsbtInputField.TaprootKeySignature or PsbtInputField.TaprootScriptSignature
                    or PsbtInputField.FinalScriptSignature or PsbtInputField.FinalWitness)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>64 bytes, or 65 with a type.</summary>
    public ReadOnlyMemory<byte>? TaprootKeySignature => PsbtMapSearch.Find(Records, PsbtInputField.TaprootKeySignature);

    /// <summary>The key data is the x-only key and the leaf's hash.</summary>
    public IReadOnlyList<PsbtRecord> TaprootScriptSignatures => PsbtMapSearch.FindAll(Records, PsbtInputField.TaprootScriptSignature);

    /// <summary>The key data is the control block; the value the script with its leaf version behind it.</summary>
    public IReadOnlyList<PsbtRecord> TaprootLeafScripts => PsbtMapSearch.FindAll(Records, PsbtInputField.TaprootLeafScript);

    public ReadOnlyMemory<byte>? TaprootInternalKey => PsbtMapSearch.Find(Records, PsbtInputField.TaprootInternalKey);

    public ReadOnlyMemory<byte>? TaprootMerkleRoot => PsbtMapSearch.Find(Records, PsbtInputField.TaprootMerkleRoot);

    private Script? ScriptOf(byte type) => PsbtMapSearch.Find(Records, type) is { } value ? new Script(value) : null;
}
