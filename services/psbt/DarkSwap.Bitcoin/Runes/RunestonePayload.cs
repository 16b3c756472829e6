using System.Buffers;
using System.Buffers.Binary;

namespace DarkSwap.Bitcoin.Runes;

/// <summary>The script form of runestones: OP_RETURN, OP_13, then pushes of data that are read as one.</summary>
internal static class RunestonePayload
{
    private const byte OpReturn = 0x6A;
    private const byte Op13 = 0x5D;
    private const byte LargestDirectPush = 0x4B;
    private const byte OpPushData1 = 0x4C;
    private const byte OpPushData2 = 0x4D;
    private const byte OpPushData4 = 0x4E;

    public static ReadOnlySpan<byte> Prefix => [OpReturn, Op13];

    public static bool IsRunestone(ReadOnlySpan<byte> script) => script.StartsWith(Prefix);

    /// <summary>Copies what the script pushes behind its prefix; the destination is at least as long as the script.</summary>
    public static RunestoneFlaw? CopyPushes(ReadOnlySpan<byte> script, Span<byte> destination, out int written)
    {
        written = 0;
        var rest = script[Prefix.Length..];
        while (!rest.IsEmpty)
        {
            if (rest[0] > OpPushData4)
            {
                return RunestoneFlaw.Opcode;
            }

            if (!TryReadPush(rest, out var start, out var length))
            {
                return RunestoneFlaw.InvalidScript;
            }

            rest.Slice(start, length).CopyTo(destination[written..]);
            written += length;
            rest = rest[(start + length)..];
        }

        return null;
    }

    /// <summary>Writes the whole script around <paramref name="payload"/>, which becomes one push in its shortest form (none if it is empty).</summary>
    public static byte[] ToScript(ReadOnlySpan<byte> payload)
    {
        var script = new ArrayBufferWriter<byte>(payload.Length + 7);
        script.Write(Prefix);
        if (payload.IsEmpty)
        {
            return script.WrittenSpan.ToArray();
        }

        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32LittleEndian(length, payload.Length);
        switch (payload.Length)
        {
            case <= LargestDirectPush:
                script.Write(length[..1]);
                break;
            case <= byte.MaxValue:
                script.Write([OpPushData1, length[0]]);
                break;
            case <= ushort.MaxValue:
                script.Write([OpPushData2, length[0], length[1]]);
                break;
            default:
                script.Write([OpPushData4, .. length]);
                break;
        }

        script.Write(payload);
        return script.WrittenSpan.ToArray();
    }

    private static bool TryReadPush(ReadOnlySpan<byte> source, out int start, out int length)
    {
        var opcode = source[0];
        start = opcode switch
        {
            OpPushData1 => 2,
            OpPushData2 => 3,
            OpPushData4 => 5,
            _ => 1,
        };
        length = 0;
        if (source.Length < start)
        {
            return false;
        }

        var pushed = opcode switch
        {
            OpPushData1 => source[1],
            OpPushData2 => BinaryPrimitives.ReadUInt16LittleEndian(source[1..]),
            OpPushData4 => BinaryPrimitives.ReadUInt32LittleEndian(source[1..]),
            _ => opcode,
        };
        if (pushed > (uint)(source.Length - start))
        {
            return false;
        }

        length = (int)pushed;
        return true;
    }
}
