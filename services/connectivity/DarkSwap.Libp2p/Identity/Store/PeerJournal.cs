using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace DarkSwap.Libp2p.Identity.Store;

/// <summary>
/// The bytes of a peer store's file: a line that names the format, then records of length (4 bytes, little-endian), CRC-32C (4 bytes) and an entry.
/// Records are only ever added at the end, and the last of a peer counts, so a write that was cut off costs nothing but itself.
/// </summary>
internal static class PeerJournal
{
    internal const int HeaderLength = 8;

    /// <summary>Longest entry that is read, in bytes: over what the bounds of <see cref="PeerStoreOptions"/> let one have.</summary>
    internal const int MaximumEntryLength = 256 * 1024;

    internal static ReadOnlySpan<byte> Signature => "darkswap-peers 1\n"u8;

    internal static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> entry)
    {
        var header = output.GetSpan(HeaderLength);
        BinaryPrimitives.WriteInt32LittleEndian(header, entry.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[sizeof(int)..], Checksum(entry));
        output.Advance(HeaderLength);
        output.Write(entry);
    }

    /// <summary>Cuts the next record from the front. False at the end, and where the rest cannot be records.</summary>
    /// <param name="isSound">False for a record whose checksum is wrong: it is passed over.</param>
    internal static bool TryRead(ref ReadOnlySpan<byte> remaining, out ReadOnlySpan<byte> entry, out bool isSound)
    {
        entry = default;
        isSound = false;
        if (remaining.Length < HeaderLength)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(remaining);
        if (length is <= 0 or > MaximumEntryLength || length > remaining.Length - HeaderLength)
        {
            return false;
        }

        entry = remaining.Slice(HeaderLength, length);
        isSound = Checksum(entry) == BinaryPrimitives.ReadUInt32LittleEndian(remaining[sizeof(int)..]);
        remaining = remaining[(HeaderLength + length)..];
        return true;
    }

    /// <summary>Reads a whole file. Returns the bytes up to which it is records, whatever the rest is; zero for another kind of file.</summary>
    internal static int Read(ReadOnlySpan<byte> file, Dictionary<Cryptography.PeerId, PeerEntry> entries)
    {
        if (!file.StartsWith(Signature))
        {
            return 0;
        }

        var remaining = file[Signature.Length..];
        while (TryRead(ref remaining, out var bytes, out var isSound))
        {
            if (!isSound || !PeerEntryCodec.TryRead(bytes, out var peerId, out var entry))
            {
                continue;
            }

            if (entry is null)
            {
                entries.Remove(peerId);
            }
            else
            {
                entries[peerId] = entry;
            }
        }

        return file.Length - remaining.Length;
    }

    /// <summary>CRC-32C (RFC 3720 §12.1).</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var octet in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, octet);
        }

        return ~checksum;
    }
}
