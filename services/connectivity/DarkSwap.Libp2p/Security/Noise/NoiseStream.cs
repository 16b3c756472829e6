using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DarkSwap.Libp2p.Security.Noise;

/// <summary>The records of a Noise session over a stream: two bytes of length, then at most 65,535 bytes of ciphertext (libp2p noise specification, "Wire Format").</summary>
/// <remarks>One reader and one writer at a time. While nothing arrives no read buffer is held. Neither direction allocates in steady state: buffers and the states of waiting calls are pooled.</remarks>
internal sealed class NoiseStream(Stream inner, NoiseCipher sending, NoiseCipher receiving) : DuplexStream
{
    internal const int MaximumPlaintextLength = ushort.MaxValue - NoiseCipher.TagLength;
    private const int PrefixLength = sizeof(ushort);

    /// <summary>A buffer to begin with, and one for a peer that fills it: what is left of an unfinished record fits into half of the latter.</summary>
    private const int MinimumReadLength = 16 * 1024;
    private const int MaximumReadLength = 128 * 1024;

    private byte[]? readBuffer;
    private int readLength = MinimumReadLength;
    private int plaintextStart;
    private int plaintextEnd;
    private int ciphertextStart;
    private int ciphertextEnd;

    /// <summary>0 at the end of the connection between two records. An empty buffer waits for data without taking it.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return TryReadBuffered(buffer.Span, out var length) ? ValueTask.FromResult(length) : ReadMoreAsync(buffer, cancellationToken);
        }
        catch (PeerProtocolException exception)
        {
            return ValueTask.FromException<int>(exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var records = (buffer.Length + MaximumPlaintextLength - 1) / MaximumPlaintextLength;
        var total = buffer.Length + (records * (PrefixLength + NoiseCipher.TagLength));
        var output = ArrayPool<byte>.Shared.Rent(total);
        try
        {
            Encrypt(buffer.Span, output);
            await inner.WriteAsync(output.AsMemory(0, total), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        sending.Dispose();
        receiving.Dispose();
        ReturnReadBuffer();
        GC.SuppressFinalize(this);
    }

    private void Encrypt(ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        while (!plaintext.IsEmpty)
        {
            var length = Math.Min(plaintext.Length, MaximumPlaintextLength);
            BinaryPrimitives.WriteUInt16BigEndian(output, (ushort)(length + NoiseCipher.TagLength));
            sending.Encrypt(plaintext[..length], output[PrefixLength..], []);
            plaintext = plaintext[length..];
            output = output[(PrefixLength + length + NoiseCipher.TagLength)..];
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadMoreAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken))
        {
            if (TryReadBuffered(buffer.Span, out var length))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>Reads what has arrived; false when more has to.</summary>
    private bool TryReadBuffered(Span<byte> destination, out int length)
    {
        while (true)
        {
            if (plaintextStart < plaintextEnd)
            {
                length = TakePlaintext(destination);
                return true;
            }

            if (!TryDecryptRecord(destination, out length))
            {
                return false;
            }

            if (length > 0 || destination.IsEmpty)
            {
                return true;
            }
        }
    }

    private int TakePlaintext(Span<byte> destination)
    {
        var length = Math.Min(destination.Length, plaintextEnd - plaintextStart);
        readBuffer.AsSpan(plaintextStart, length).CopyTo(destination);
        plaintextStart += length;
        return length;
    }

    /// <summary>Decrypts the next whole record: into the caller's buffer if it fits (<paramref name="length"/> tells), otherwise in place.</summary>
    private bool TryDecryptRecord(Span<byte> destination, out int length)
    {
        length = 0;
        var available = readBuffer.AsSpan(ciphertextStart, ciphertextEnd - ciphertextStart);
        if (available.Length < PrefixLength)
        {
            return false;
        }

        var recordLength = BinaryPrimitives.ReadUInt16BigEndian(available);
        if (available.Length < PrefixLength + recordLength)
        {
            return false;
        }

        if (destination.IsEmpty)
        {
            // The buffer that follows takes the record without a copy.
            plaintextStart = plaintextEnd = 0;
            return true;
        }

        var record = available.Slice(PrefixLength, recordLength);
        var plaintextLength = recordLength - NoiseCipher.TagLength;
        var fits = plaintextLength <= destination.Length;
        if (!receiving.TryDecrypt(record, fits ? destination : record, []))
        {
            throw new PeerProtocolException("A Noise record does not decrypt.");
        }

        if (fits)
        {
            length = plaintextLength;
        }
        else
        {
            plaintextStart = ciphertextStart + PrefixLength;
            plaintextEnd = plaintextStart + plaintextLength;
        }

        ciphertextStart += PrefixLength + recordLength;
        return true;
    }

    /// <summary>Reads more ciphertext; false at the end of the connection.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (ciphertextStart == ciphertextEnd)
        {
            ReturnReadBuffer();
#pragma warning disable CA2022 // Reads nothing: it waits until something can be read, so that an idle connection holds no buffer.
            await inner.ReadAsync(Memory<byte>.Empty, cancellationToken);
#pragma warning restore CA2022
            readBuffer = ArrayPool<byte>.Shared.Rent(readLength);
        }
        else if (ciphertextEnd == readBuffer!.Length)
        {
            MakeRoom();
        }

        var length = await inner.ReadAsync(readBuffer.AsMemory(ciphertextEnd), cancellationToken);
        if (length == 0 && ciphertextStart < ciphertextEnd)
        {
            throw new PeerProtocolException("The connection ended in the middle of a Noise record.");
        }

        ciphertextEnd += length;
        readLength = length < MinimumReadLength ? MinimumReadLength : MaximumReadLength;
        return length > 0;
    }

    /// <summary>Moves the beginning of a record to the front, and to a longer buffer once it fills this one: only bytes that have come take memory, not those that a length announces.</summary>
    private void MakeRoom()
    {
        var pending = readBuffer.AsSpan(ciphertextStart, ciphertextEnd - ciphertextStart);
        if (ciphertextStart >= readBuffer!.Length / 2)
        {
            pending.CopyTo(readBuffer);
        }
        else
        {
            var longer = ArrayPool<byte>.Shared.Rent(MaximumReadLength);
            pending.CopyTo(longer);
            ArrayPool<byte>.Shared.Return(readBuffer);
            readBuffer = longer;
        }

        (ciphertextStart, ciphertextEnd) = (0, pending.Length);
    }

    private void ReturnReadBuffer()
    {
        plaintextStart = plaintextEnd = ciphertextStart = ciphertextEnd = 0;
        if (readBuffer is { } buffer)
        {
            readBuffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
