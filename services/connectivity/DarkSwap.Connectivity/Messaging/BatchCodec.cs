using System.Buffers;
using System.IO.Compression;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Primitives;
using Google.Protobuf;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>Batches to bytes and back (wire.md). Compresses batches over 1 KiB when that saves at least a tenth.</summary>
public static class BatchCodec
{
    public const uint Version = 1;

    /// <summary>Most bytes of a batch on the wire.</summary>
    public const int MaximumEncodedBytes = 2 * 1024 * 1024;

    /// <summary>Most bytes of a batch after decompression.</summary>
    public const int MaximumUnpackedBytes = 4 * 1024 * 1024;

    /// <summary>Most messages of one batch.</summary>
    public const int MaximumEnvelopes = 4_096;

    /// <summary>Bytes of an envelope's id.</summary>
    public const int EnvelopeIdLength = 16;

    private const int CompressionThreshold = 1024;
    private const int BrotliQuality = 4;
    private const int BrotliWindow = 18;

    private static readonly MessageParser<Batch> BatchParser = Batch.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<EnvelopeList> ListParser = EnvelopeList.Parser.WithDiscardUnknownFields(true);

    public static Batch Pack(IEnumerable<Envelope> envelopes)
    {
        var batch = new Batch { Version = Version };
        batch.Envelopes.AddRange(envelopes);
        if (batch.CalculateSize() <= CompressionThreshold)
        {
            return batch;
        }

        var list = new EnvelopeList();
        list.Envelopes.AddRange(batch.Envelopes);
        var plain = list.ToByteArray();
        var packed = ArrayPool<byte>.Shared.Rent(plain.Length);
        try
        {
            // A destination of nine tenths: Brotli fails when it would not save that much.
            var target = packed.AsSpan(0, plain.Length / 10 * 9);
            return BrotliEncoder.TryCompress(plain, target, out var written, BrotliQuality, BrotliWindow)
                ? new Batch { Version = Version, Compression = Compression.Brotli, CompressedEnvelopes = ByteString.CopyFrom(target[..written]) }
                : batch;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Reads the bytes of one batch, already cut at its length prefix.</summary>
    public static Result<EnvelopeList, BatchError> Unpack(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            return Unpack(bytes.FirstSpan);
        }

        var length = (int)bytes.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            bytes.CopyTo(buffer);
            return Unpack(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Result<EnvelopeList, BatchError> Unpack(ReadOnlySpan<byte> bytes)
    {
        if (BatchFields.RefuseBatch(bytes) is { } refusal)
        {
            return refusal;
        }

        try
        {
            var batch = BatchParser.ParseFrom(bytes);
            if (batch.Version != Version)
            {
                return BatchError.UnknownVersion;
            }

            return batch.Compression switch
            {
                Compression.None when batch.CompressedEnvelopes.IsEmpty => Check(new EnvelopeList { Envelopes = { batch.Envelopes } }),
                Compression.Brotli when batch.Envelopes.Count == 0 => Decompress(batch.CompressedEnvelopes.Span),
                _ => BatchError.UnknownCompression,
            };
        }
        catch (InvalidProtocolBufferException)
        {
            return BatchError.Malformed;
        }
    }

    private static Result<EnvelopeList, BatchError> Decompress(ReadOnlySpan<byte> compressed)
    {
        using var decoder = new BrotliDecoder();
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(MaximumUnpackedBytes, Math.Max(16 * 1024, compressed.Length * 4)));
        try
        {
            var length = 0;
            while (true)
            {
                var status = decoder.Decompress(compressed, buffer.AsSpan(length), out var consumed, out var written);
                compressed = compressed[consumed..];
                length += written;
                if (status == OperationStatus.Done)
                {
                    return compressed.IsEmpty && length <= MaximumUnpackedBytes
                        ? ReadList(buffer.AsSpan(0, length))
                        : length > MaximumUnpackedBytes ? BatchError.TooLarge : BatchError.Malformed;
                }

                if (status != OperationStatus.DestinationTooSmall)
                {
                    return BatchError.Malformed;
                }

                if (length >= MaximumUnpackedBytes)
                {
                    return BatchError.TooLarge;
                }

                buffer = Grow(buffer, length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Result<EnvelopeList, BatchError> ReadList(ReadOnlySpan<byte> bytes) =>
        BatchFields.RefuseList(bytes) is { } refusal ? refusal : Check(ListParser.ParseFrom(bytes));

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, MaximumUnpackedBytes + 1));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static Result<EnvelopeList, BatchError> Check(EnvelopeList list)
    {
        if (list.Envelopes.Count > MaximumEnvelopes)
        {
            return BatchError.TooLarge;
        }

        foreach (var envelope in list.Envelopes)
        {
            if (envelope.Id.Length != EnvelopeIdLength)
            {
                return BatchError.InvalidEnvelopeId;
            }
        }

        return list;
    }
}
