using System.Buffers;
using System.Security.Cryptography;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Serialization;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Signatures;

/// <summary>The signature hash before segwit: the transaction with other scripts emptied and parts left out, and the type behind it.</summary>
internal static class LegacySignatureHash
{
    public static byte[] Of(Transaction transaction, int inputIndex, Script scriptCode, uint hashType)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)inputIndex, (uint)transaction.Inputs.Length);
        var outputs = (SignatureHashType)(hashType & 0x1F);
        var isAnyoneCanPay = (hashType & (uint)SignatureHashType.AnyoneCanPay) != 0;
        if (outputs == SignatureHashType.Single && inputIndex >= transaction.Outputs.Length)
        {
            // The original client signs the number one here, and so everybody must.
            var one = new byte[SHA256.HashSizeInBytes];
            one[0] = 1;
            return one;
        }

        var code = WithoutCodeSeparators(scriptCode);
        var rented = ArrayPool<byte>.Shared.Rent(transaction.BaseSize + CompactSize.LengthWithPrefix(code.Length) + sizeof(uint));
        var writer = new ByteWriter(rented);
        writer.WriteUInt32(transaction.Version);
        WriteInputs(ref writer, transaction, inputIndex, code, outputs, isAnyoneCanPay);
        WriteOutputs(ref writer, transaction, inputIndex, outputs);
        writer.WriteUInt32(transaction.LockTime);
        writer.WriteUInt32(hashType);
        var hash = SHA256.HashData(SHA256.HashData(rented.AsSpan(0, writer.Position)));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    private static void WriteInputs(ref ByteWriter writer, Transaction transaction, int inputIndex, ReadOnlySpan<byte> code, SignatureHashType outputs, bool isAnyoneCanPay)
    {
        writer.WriteCompactSize(isAnyoneCanPay ? 1 : (ulong)transaction.Inputs.Length);
        for (var index = 0; index < transaction.Inputs.Length; index++)
        {
            var isSigned = index == inputIndex;
            if (isAnyoneCanPay && !isSigned)
            {
                continue;
            }

            writer.WriteOutPoint(transaction.Inputs[index].PreviousOutput);
            writer.WritePrefixedBytes(isSigned ? code : default);
            var hidesSequence = !isSigned && outputs is (SignatureHashType.None or SignatureHashType.Single);
            writer.WriteUInt32(hidesSequence ? 0 : transaction.Inputs[index].Sequence);
        }
    }

    private static void WriteOutputs(ref ByteWriter writer, Transaction transaction, int inputIndex, SignatureHashType outputs)
    {
        var count = outputs switch { SignatureHashType.None => 0, SignatureHashType.Single => inputIndex + 1, _ => transaction.Outputs.Length };
        writer.WriteCompactSize((ulong)count);
        for (var index = 0; index < count; index++)
        {
            if (outputs == SignatureHashType.Single && index != inputIndex)
            {
                writer.WriteInt64(-1);
                writer.WriteCompactSize(0);
            }
            else
            {
                transaction.Outputs[index].WriteTo(ref writer);
            }
        }
    }

    /// <summary>A malformed tail is kept as it is.</summary>
    private static byte[] WithoutCodeSeparators(Script script)
    {
        var bytes = new byte[script.Length];
        var length = 0;
        var reader = script.GetReader();
        while (reader.TryRead(out var operation))
        {
            if (operation.Opcode != Opcode.CodeSeparator)
            {
                var part = script.Span[operation.Offset..reader.Position];
                part.CopyTo(bytes.AsSpan(length));
                length += part.Length;
            }
        }

        var tail = script.Span[reader.Position..];
        tail.CopyTo(bytes.AsSpan(length));
        return bytes[..(length + tail.Length)];
    }
}
