using System.Buffers.Binary;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>What the global map may hold.</summary>
internal static class PsbtGlobalRules
{
    private const int ExtendedKeySize = 78;

    /// <summary>Checks every field and hands out the unsigned transaction.</summary>
    public static PsbtErrorReason? Check(ReadOnlySpan<PsbtRecord> records, out Transaction? transaction)
    {
        transaction = null;
        if (CheckVersion(records) is { } versionReason)
        {
            return versionReason;
        }

        foreach (ref readonly var record in records)
        {
            if (Check(record, ref transaction) is { } reason)
            {
                return reason;
            }
        }

        return transaction is null ? PsbtErrorReason.MissingUnsignedTransaction : null;
    }

    private static PsbtErrorReason? CheckVersion(ReadOnlySpan<PsbtRecord> records)
    {
        foreach (ref readonly var record in records)
        {
            if (record.Type == PsbtGlobalField.Version)
            {
                return PsbtFieldFormats.Single(record, record.Value.Length == sizeof(uint))
                    ?? (BinaryPrimitives.ReadUInt32LittleEndian(record.Value.Span) == 0 ? null : PsbtErrorReason.UnsupportedVersion);
            }
        }

        return null;
    }

    private static PsbtErrorReason? Check(PsbtRecord record, ref Transaction? transaction) => record.Type switch
    {
        PsbtGlobalField.UnsignedTransaction => PsbtFieldFormats.Single(record, true) ?? ReadTransaction(record.Value, out transaction),
        PsbtGlobalField.ExtendedPublicKey => PsbtFieldFormats.Keyed(record.Key.Length == 1 + ExtendedKeySize, PsbtFieldFormats.IsKeyOrigin(record.Value.Span)),
        >= PsbtGlobalField.TransactionVersion and <= PsbtGlobalField.TransactionModifiable when record.Key.Length == 1 => PsbtErrorReason.FieldOfOtherVersion,
        PsbtGlobalField.Version => null,
        PsbtGlobalField.Proprietary => PsbtFieldFormats.Proprietary(record),
        _ => PsbtFieldFormats.Unknown(record),
    };

    private static PsbtErrorReason? ReadTransaction(ReadOnlyMemory<byte> value, out Transaction? transaction)
    {
        if (!Transaction.TryReadWithoutCopy(value, TransactionFormat.WithoutWitness, out transaction))
        {
            return PsbtErrorReason.WrongValue;
        }

        foreach (var input in transaction.Inputs)
        {
            if (!input.ScriptSignature.IsEmpty)
            {
                return PsbtErrorReason.UnsignedTransactionIsSigned;
            }
        }

        return null;
    }
}
