using System.Buffers;
using DarkSwap.Libp2p.Security.Noise;

namespace DarkSwap.Fuzz.Tests.Targets;

/// <summary>A handshake and the records after it, over a network that delivers, damages, cuts, repeats or invents messages as the bytes of a script say.</summary>
internal ref struct NoiseMachine(NoiseHandshake initiator, NoiseHandshake responder, ReadOnlySpan<byte> script)
{
    private const int MessageCount = 3;
    private static readonly byte[] Payload = "payload"u8.ToArray();
    private ReadOnlySpan<byte> script = script;
    private byte[] previous = [];

    /// <summary>True when the handshake came about.</summary>
    internal bool Run()
    {
        for (var message = 0; message < MessageCount; message++)
        {
            var (writer, reader) = message % 2 == 0 ? (initiator, responder) : (responder, initiator);
            var output = new ArrayBufferWriter<byte>();
            Expect.True(writer.TryWriteMessage(Payload, output));
            var sent = output.WrittenSpan.ToArray();
            var delivered = Deliver(sent);
            var isRead = reader.TryReadMessage(delivered, out var payload);
            if (!isRead || !delivered.AsSpan().SequenceEqual(sent))
            {
                // The first message is not protected: what was changed there comes to light in the second.
                Expect.True(!isRead || message == 0);
                return isRead && EndsInTheSecond();
            }

            Expect.True(payload.AsSpan().SequenceEqual(Payload));
            previous = sent;
        }

        Expect.True(initiator.IsComplete && responder.IsComplete && initiator.Hash.SequenceEqual(responder.Hash));
        Exchange();
        return true;
    }

    /// <summary>After a first message that was changed the initiator refuses the answer; that counts as no handshake.</summary>
    private readonly bool EndsInTheSecond()
    {
        var output = new ArrayBufferWriter<byte>();
        if (responder.TryWriteMessage(Payload, output))
        {
            Expect.True(!initiator.TryReadMessage(output.WrittenSpan, out _));
        }

        return false;
    }

    private readonly void Exchange()
    {
        var (sending, otherReceiving) = initiator.Split();
        var (otherSending, receiving) = responder.Split();
        using var first = sending;
        using var second = otherReceiving;
        using var third = otherSending;
        using var fourth = receiving;
        var rest = script;
        var record = new byte[Payload.Length + NoiseCipher.TagLength];
        var plain = new byte[Payload.Length];
        while (!rest.IsEmpty)
        {
            var action = rest[0];
            rest = rest[1..];
            sending.Encrypt(Payload, record, []);
            if (action % 8 == 7)
            {
                record[action % record.Length] ^= (byte)(action | 1);
                Expect.True(!receiving.TryDecrypt(record, plain, []));
                return;
            }

            Expect.True(receiving.TryDecrypt(record, plain, []) && plain.AsSpan().SequenceEqual(Payload));
        }
    }

    private byte[] Deliver(byte[] sent)
    {
        switch (Take() % 8)
        {
            case 1:
                var damaged = sent.ToArray();
                damaged[Take() % damaged.Length] ^= (byte)(Take() | 1);
                return damaged;
            case 2:
                return sent[..(Take() % (sent.Length + 1))];
            case 3:
                return [.. sent, Take()];
            case 4:
                return previous;
            case 5:
                return [.. new byte[32], .. sent.Skip(32)];
            case 6:
                var invented = script.ToArray();
                script = [];
                return invented;
            default:
                return sent;
        }
    }

    private byte Take()
    {
        if (script.IsEmpty)
        {
            return 0;
        }

        var value = script[0];
        script = script[1..];
        return value;
    }
}
