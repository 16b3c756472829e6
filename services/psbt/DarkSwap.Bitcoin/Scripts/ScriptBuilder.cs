using System.Buffers;
using System.Buffers.Binary;

namespace DarkSwap.Bitcoin.Scripts;

/// <summary>Builds a script; pushes take the shortest opcode that carries their length as data.</summary>
public sealed class ScriptBuilder
{
    private readonly ArrayBufferWriter<byte> writer = new();

    public ScriptBuilder Add(Opcode opcode)
    {
        writer.GetSpan(1)[0] = (byte)opcode;
        writer.Advance(1);
        return this;
    }

    /// <summary>Pushes <paramref name="data"/> as bytes, also when a number opcode would do: runestones and commitments need it so.</summary>
    public ScriptBuilder Push(ReadOnlySpan<byte> data)
    {
        switch (data.Length)
        {
            case < (int)Opcode.PushData1:
                Add((Opcode)data.Length);
                break;
            case <= byte.MaxValue:
                Add(Opcode.PushData1);
                writer.Write([(byte)data.Length]);
                break;
            case <= ushort.MaxValue:
                Add(Opcode.PushData2);
                BinaryPrimitives.WriteUInt16LittleEndian(writer.GetSpan(sizeof(ushort)), (ushort)data.Length);
                writer.Advance(sizeof(ushort));
                break;
            default:
                Add(Opcode.PushData4);
                BinaryPrimitives.WriteInt32LittleEndian(writer.GetSpan(sizeof(int)), data.Length);
                writer.Advance(sizeof(int));
                break;
        }

        writer.Write(data);
        return this;
    }

    /// <summary>Pushes a small number, 0 to 16, by its opcode.</summary>
    public ScriptBuilder PushNumber(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 16);
        return Add(number == 0 ? Opcode.PushEmpty : (Opcode)((int)Opcode.Push1 - 1 + number));
    }

    public Script Build() => new(writer.WrittenSpan.ToArray());
}
