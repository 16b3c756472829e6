using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using DarkSwap.Bitcoin.Hashing;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Serialization;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Signatures;

/// <summary>What the signatures of one transaction sign. What all inputs share is hashed once. Not safe for several threads at a time.</summary>
public sealed class SignatureHasher(Transaction transaction, ImmutableArray<TransactionOutput> spentOutputs)
{
    private const byte OutputMask = 0x1F;

    private byte[]? outPointsHash;
    private byte[]? sequencesHash;
    private byte[]? outputsHash;
    private byte[]? amountsHash;
    private byte[]? scriptsHash;

    /// <param name="transaction">Its witnesses and input scripts don't matter.</param>
    /// <remarks>Without the spent outputs, taproot hashes cannot be had.</remarks>
    public SignatureHasher(Transaction transaction)
        : this(transaction, default)
    {
    }

    /// <summary>The hash before segwit. <paramref name="hashType"/> is 32 bits wide, as the bits that mean nothing are signed too.</summary>
    public byte[] HashLegacy(int inputIndex, Script scriptCode, uint hashType) => LegacySignatureHash.Of(transaction, inputIndex, scriptCode, hashType);

    /// <summary>The hash of segwit version 0 (BIP-143).</summary>
    public byte[] HashWitnessV0(int inputIndex, Script scriptCode, long valueSatoshis, uint hashType)
    {
        var input = transaction.Inputs[inputIndex];
        var isAnyoneCanPay = (hashType & (uint)SignatureHashType.AnyoneCanPay) != 0;
        var outputs = (SignatureHashType)(hashType & OutputMask);
        const int fixedSize = sizeof(uint) + (3 * 32) + OutPoint.Size + sizeof(long) + (3 * sizeof(uint));
        var length = fixedSize + CompactSize.LengthWithPrefix(scriptCode.Length);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var writer = new ByteWriter(rented);
        writer.WriteUInt32(transaction.Version);
        WriteHashOfHash(ref writer, isAnyoneCanPay ? null : OutPointsHash);
        WriteHashOfHash(ref writer, isAnyoneCanPay || outputs is SignatureHashType.Single or SignatureHashType.None ? null : SequencesHash);
        writer.WriteOutPoint(input.PreviousOutput);
        writer.WritePrefixedBytes(scriptCode.Span);
        writer.WriteInt64(valueSatoshis);
        writer.WriteUInt32(input.Sequence);
        WriteHashOfHash(ref writer, outputs switch
        {
            SignatureHashType.None => null,
            SignatureHashType.Single => inputIndex < transaction.Outputs.Length ? HashOfOutput(inputIndex) : null,
            _ => OutputsHash,
        });
        writer.WriteUInt32(transaction.LockTime);
        writer.WriteUInt32(hashType);
        var hash = SHA256.HashData(SHA256.HashData(rented.AsSpan(0, writer.Position)));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>The hash of taproot (BIP-341); null for a type that taproot doesn't know or SINGLE without its output.</summary>
    /// <param name="annex">With its first byte 0x50; empty for none.</param>
    /// <param name="leafHash">Of the script being run, for script path spends (BIP-342); empty for the key path.</param>
    public byte[]? HashTaproot(int inputIndex, SignatureHashType hashType, ReadOnlySpan<byte> annex, ReadOnlySpan<byte> leafHash)
    {
        if (spentOutputs.IsDefault || spentOutputs.Length != transaction.Inputs.Length)
        {
            throw new InvalidOperationException("Taproot signs the amounts and scripts of all inputs: give the spent outputs.");
        }

        var outputs = (SignatureHashType)((byte)hashType & 3);
        var isAnyoneCanPay = hashType.HasFlag(SignatureHashType.AnyoneCanPay);
        if ((byte)hashType is not (<= 3 or (>= 0x81 and <= 0x83)) || (outputs == SignatureHashType.Single && inputIndex >= transaction.Outputs.Length))
        {
            return null;
        }

        var spent = spentOutputs[inputIndex];
        var rented = ArrayPool<byte>.Shared.Rent(512 + spent.Size);
        var writer = new ByteWriter(rented);
        writer.WriteByte(0);
        writer.WriteByte((byte)hashType);
        writer.WriteUInt32(transaction.Version);
        writer.WriteUInt32(transaction.LockTime);
        if (!isAnyoneCanPay)
        {
            writer.WriteBytes(OutPointsHash);
            writer.WriteBytes(AmountsHash);
            writer.WriteBytes(ScriptsHash);
            writer.WriteBytes(SequencesHash);
        }

        if (outputs is not (SignatureHashType.None or SignatureHashType.Single))
        {
            writer.WriteBytes(OutputsHash);
        }

        writer.WriteByte((byte)((leafHash.IsEmpty ? 0 : 2) + (annex.IsEmpty ? 0 : 1)));
        if (isAnyoneCanPay)
        {
            writer.WriteOutPoint(transaction.Inputs[inputIndex].PreviousOutput);
            spent.WriteTo(ref writer);
            writer.WriteUInt32(transaction.Inputs[inputIndex].Sequence);
        }
        else
        {
            writer.WriteUInt32((uint)inputIndex);
        }

        WriteTaprootTail(ref writer, inputIndex, outputs, annex, leafHash);
        var hash = TaggedHash.TapSignatureHash.Of(rented.AsSpan(0, writer.Position));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    private byte[] OutPointsHash => outPointsHash ??= HashAll(transaction.Inputs, OutPoint.Size, static (ref writer, input) => writer.WriteOutPoint(input.PreviousOutput));

    private byte[] SequencesHash => sequencesHash ??= HashAll(transaction.Inputs, sizeof(uint), static (ref writer, input) => writer.WriteUInt32(input.Sequence));

    private byte[] OutputsHash => outputsHash ??= HashAll(transaction.Outputs, 0, static (ref writer, output) => output.WriteTo(ref writer), transaction.Outputs.Sum(output => output.Size));

    private byte[] AmountsHash => amountsHash ??= HashAll(spentOutputs, sizeof(long), static (ref writer, output) => writer.WriteInt64(output.ValueSatoshis));

    private byte[] ScriptsHash => scriptsHash ??= HashAll(spentOutputs, 0, static (ref writer, output) => writer.WritePrefixedBytes(output.Script.Span), spentOutputs.Sum(output => output.Size));

    private delegate void WriteItem<TItem>(ref ByteWriter writer, TItem item);

    private static byte[] HashAll<TItem>(ImmutableArray<TItem> items, int itemSize, WriteItem<TItem> write, int variableSize = 0)
    {
        var rented = ArrayPool<byte>.Shared.Rent((items.Length * itemSize) + variableSize);
        var writer = new ByteWriter(rented);
        foreach (var item in items)
        {
            write(ref writer, item);
        }

        var hash = SHA256.HashData(rented.AsSpan(0, writer.Position));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    private static void WriteHashOfHash(ref ByteWriter writer, byte[]? hash)
    {
        Span<byte> second = stackalloc byte[SHA256.HashSizeInBytes];
        second.Clear();
        if (hash is not null)
        {
            SHA256.HashData(hash, second);
        }

        writer.WriteBytes(second);
    }

    private byte[] HashOfOutput(int index) => SHA256.HashData(transaction.Outputs[index].ToArray());

    private void WriteTaprootTail(ref ByteWriter writer, int inputIndex, SignatureHashType outputs, ReadOnlySpan<byte> annex, ReadOnlySpan<byte> leafHash)
    {
        if (!annex.IsEmpty)
        {
            var prefixed = new byte[CompactSize.LengthWithPrefix(annex.Length)];
            new ByteWriter(prefixed).WritePrefixedBytes(annex);
            writer.WriteBytes(SHA256.HashData(prefixed));
        }

        if (outputs == SignatureHashType.Single)
        {
            writer.WriteBytes(HashOfOutput(inputIndex));
        }

        if (!leafHash.IsEmpty)
        {
            writer.WriteBytes(leafHash);
            writer.WriteByte(0);
            writer.WriteUInt32(uint.MaxValue);
        }
    }
}
