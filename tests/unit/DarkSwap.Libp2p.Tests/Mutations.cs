using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests;

/// <summary>Feeds a reader with damaged forms of a good message: every prefix, every byte changed, and random rewrites from a fixed seed.</summary>
internal static class Mutations
{
    internal delegate void Reader(ReadOnlySpan<byte> bytes);

    internal static void Of(byte[] message, Reader read, int rounds = 5_000)
    {
        for (var length = 0; length <= message.Length; length++)
        {
            read(message.AsSpan(0, length));
        }

        var random = new SeededRandomSource(1);
        Span<byte> dice = stackalloc byte[4];
        for (var round = 0; round < rounds; round++)
        {
            var mutated = (byte[])message.Clone();
            for (var change = 0; change <= round % 4 && mutated.Length > 0; change++)
            {
                random.Fill(dice);
                mutated[BitConverter.ToUInt16(dice) % mutated.Length] = change == 0 ? dice[2] : (byte)(dice[3] | 0x80);
            }

            read(mutated);
        }
    }
}
