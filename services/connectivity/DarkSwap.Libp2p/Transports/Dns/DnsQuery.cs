using System.Buffers;
using System.Buffers.Binary;

namespace DarkSwap.Libp2p.Transports.Dns;

/// <summary>Writes questions (RFC 1035 §4.1).</summary>
internal static class DnsQuery
{
    internal const ushort InternetClass = 1;

    /// <summary>Longest answer that is taken in a datagram: what needs no fragments anywhere (RFC 9715 §3.1).</summary>
    internal const ushort DatagramLength = 1232;
    private const ushort RecursionDesired = 0x0100;

    /// <exception cref="IOException">The name cannot be asked for.</exception>
    internal static byte[] Write(ushort id, DnsQuestion question)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteNumbers(output, id, RecursionDesired, 1, 0, 0, 1);
        if (!DnsName.TryWrite(question.Name, output))
        {
            throw new IOException($"{question.Name} is not a name that can be resolved.");
        }

        WriteNumbers(output, (ushort)question.Type, InternetClass);

        // RFC 6891 §6.1.2: the root's name, the type, the length of datagrams, no flags, no options.
        output.Write([(byte)0]);
        WriteNumbers(output, (ushort)DnsRecordType.Options, DatagramLength, 0, 0, 0);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteNumbers(ArrayBufferWriter<byte> output, params ReadOnlySpan<ushort> numbers)
    {
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), number);
            output.Advance(sizeof(ushort));
        }
    }
}
