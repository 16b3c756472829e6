using System.Buffers.Binary;

namespace DarkSwap.Bitcoin.Scripts;

/// <summary>Walks a script one operation at a time. A push that runs over the end stops the walk and sets <see cref="IsMalformed"/>.</summary>
public struct ScriptReader(Script script)
{
    private readonly ReadOnlyMemory<byte> bytes = script.Bytes;

    /// <summary>Offset of the next operation; of the broken one when the script is malformed.</summary>
    public int Position { get; private set; }

    public bool IsMalformed { get; private set; }

    public readonly bool IsAtEnd => Position == bytes.Length;

    public bool TryRead(out ScriptOperation operation)
    {
        operation = default;
        if (IsMalformed || IsAtEnd)
        {
            return false;
        }

        var rest = bytes.Span[Position..];
        var opcode = (Opcode)rest[0];
        var prefix = opcode switch { Opcode.PushData1 => 1, Opcode.PushData2 => 2, Opcode.PushData4 => 4, _ => 0 };
        if (rest.Length < 1 + prefix)
        {
            IsMalformed = true;
            return false;
        }

        uint length = opcode switch
        {
            < Opcode.PushData1 => (uint)opcode,
            Opcode.PushData1 => rest[1],
            Opcode.PushData2 => BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]),
            Opcode.PushData4 => BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]),
            _ => 0,
        };
        if (length > (uint)(rest.Length - 1 - prefix))
        {
            IsMalformed = true;
            return false;
        }

        operation = new(opcode, bytes.Slice(Position + 1 + prefix, (int)length), Position);
        Position += 1 + prefix + (int)length;
        return true;
    }
}
