using System.Buffers;
using System.Buffers.Binary;
using DarkSwap.Fuzz.Tests.Engine;
using DarkSwap.Libp2p;
using DarkSwap.Libp2p.Security.Noise;

namespace DarkSwap.Fuzz.Tests.Targets;

/// <summary>What a connection reads once it is encrypted.</summary>
internal static class RecordTargets
{
    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)5, NoiseCipher.KeyLength)];
    private static readonly byte[] Plaintext = [.. Enumerable.Range(0, 200).Select(index => (byte)index)];

    internal static IReadOnlyList<FuzzTarget> All { get; } =
        [new("Noise records", [Records(1), Records(3)], FeedRecords) { MaximumLength = 1024, Inputs = FuzzTarget.CryptographicInputs }];

    /// <summary>Whatever arrives, a reader gets a beginning of what was sent, or a fault.</summary>
    private static bool FeedRecords(ReadOnlySpan<byte> input)
    {
        using var receiving = new NoiseCipher(Key);
        using var sending = new NoiseCipher(Key);
        var stream = new NoiseStream(new MemoryStream(input.ToArray()), sending, receiving);
        var buffer = new byte[64];
        var position = 0;
        try
        {
            while (Read(stream, buffer) is > 0 and var length)
            {
                Expect.True(buffer.AsSpan(0, length).SequenceEqual(Sent(position, length)));
                position += length;
            }

            return position > 0;
        }
        catch (PeerProtocolException)
        {
            return false;
        }
        finally
        {
            var closing = stream.DisposeAsync();
            Expect.True(closing.IsCompletedSuccessfully);
        }
    }

    private static int Read(NoiseStream stream, byte[] buffer)
    {
        var reading = stream.ReadAsync(buffer, CancellationToken.None).AsTask();
        Expect.True(reading.IsCompleted);
        return reading.GetAwaiter().GetResult();
    }

    private static byte[] Sent(int position, int length) => [.. Enumerable.Range(position, length).Select(index => Plaintext[index % Plaintext.Length])];

    private static byte[] Records(int count)
    {
        using var cipher = new NoiseCipher(Key);
        var output = new ArrayBufferWriter<byte>();
        for (var record = 0; record < count; record++)
        {
            var bytes = output.GetSpan(sizeof(ushort) + Plaintext.Length + NoiseCipher.TagLength);
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(Plaintext.Length + NoiseCipher.TagLength));
            cipher.Encrypt(Plaintext, bytes[sizeof(ushort)..], []);
            output.Advance(sizeof(ushort) + Plaintext.Length + NoiseCipher.TagLength);
        }

        return output.WrittenSpan.ToArray();
    }
}
