using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>What an input's map may hold.</summary>
internal static class PsbtInputRules
{
    public static PsbtErrorReason? Check(PsbtRecord record, OutPoint spent)
    {
        var key = record.KeyData.Span;
        var value = record.Value.Span;
        return record.Type switch
        {
            PsbtInputField.PreviousTransaction => PsbtFieldFormats.Single(record, true) ?? CheckPreviousTransaction(record.Value, spent),
            PsbtInputField.SpentOutput => PsbtFieldFormats.Single(record, TransactionScanner.IsOutput(record.Value)),
            PsbtInputField.PartialSignature => PsbtFieldFormats.Keyed(PsbtFieldFormats.IsPublicKey(key), value.Length is >= 9 and <= 73),
            PsbtInputField.SignatureHashType => PsbtFieldFormats.Single(record, value.Length == sizeof(uint)),
            PsbtInputField.RedeemScript or PsbtInputField.WitnessScript or PsbtInputField.FinalScriptSignature or PsbtInputField.ProofOfReserves
                => PsbtFieldFormats.Single(record, true),
            PsbtInputField.FinalWitness => PsbtFieldFormats.Single(record, TransactionScanner.IsWitness(record.Value)),
            PsbtInputField.KeyDerivation => PsbtFieldFormats.Keyed(PsbtFieldFormats.IsPublicKey(key), PsbtFieldFormats.IsKeyOrigin(value)),
            PsbtInputField.Ripemd160Preimage or PsbtInputField.Hash160Preimage => PsbtFieldFormats.Keyed(key.Length == 20, true),
            PsbtInputField.Sha256Preimage or PsbtInputField.Hash256Preimage => PsbtFieldFormats.Keyed(key.Length == 32, true),
            >= PsbtInputField.PreviousTransactionId and <= PsbtInputField.RequiredHeightLockTime when key.IsEmpty => PsbtErrorReason.FieldOfOtherVersion,
            PsbtGlobalField.Proprietary => PsbtFieldFormats.Proprietary(record),
            _ => CheckTaproot(record, key, value),
        };
    }

    private static PsbtErrorReason? CheckPreviousTransaction(ReadOnlyMemory<byte> value, OutPoint spent)
    {
        if (!TransactionScanner.TryScanTransaction(value, out var outline))
        {
            return PsbtErrorReason.WrongValue;
        }

        return spent.Index < (uint)outline.OutputCount && outline.Id == spent.TransactionId ? null : PsbtErrorReason.PreviousTransactionMismatch;
    }

    private static PsbtErrorReason? CheckTaproot(PsbtRecord record, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => record.Type switch
    {
        PsbtInputField.TaprootKeySignature => PsbtFieldFormats.Single(record, PsbtFieldFormats.IsSchnorrSignature(value)),
        PsbtInputField.TaprootScriptSignature => PsbtFieldFormats.Keyed(key.Length == 64, PsbtFieldFormats.IsSchnorrSignature(value)),
        PsbtInputField.TaprootLeafScript => PsbtFieldFormats.Keyed(PsbtFieldFormats.IsControlBlock(key), !value.IsEmpty),
        PsbtInputField.TaprootKeyDerivation => PsbtFieldFormats.Keyed(key.Length == 32, PsbtFieldFormats.IsTaprootKeyOrigin(record.Value)),
        PsbtInputField.TaprootInternalKey or PsbtInputField.TaprootMerkleRoot => PsbtFieldFormats.Single(record, value.Length == 32),
        _ => PsbtFieldFormats.Unknown(record),
    };
}
