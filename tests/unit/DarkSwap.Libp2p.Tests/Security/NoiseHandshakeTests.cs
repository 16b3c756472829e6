using System.Buffers;
using DarkSwap.Libp2p.Security.Noise;

namespace DarkSwap.Libp2p.Tests.Security;

public sealed class NoiseHandshakeTests : IDisposable
{
    private readonly NoiseVector vector = NoiseVector.Load();
    private readonly NoiseHandshake initiator;
    private readonly NoiseHandshake responder;

    public NoiseHandshakeTests()
    {
        initiator = new NoiseHandshake(true, vector.InitiatorStatic, vector.InitiatorEphemeral, vector.Prologue);
        responder = new NoiseHandshake(false, vector.ResponderStatic, vector.ResponderEphemeral, vector.Prologue);
    }

    public void Dispose()
    {
        initiator.Dispose();
        responder.Dispose();
    }

    [Fact]
    public void Writes_and_reads_the_published_vector()
    {
        for (var index = 0; index < 3; index++)
        {
            var (sender, receiver) = index == 1 ? (responder, initiator) : (initiator, responder);
            var output = new ArrayBufferWriter<byte>();
            sender.TryWriteMessage(vector.Messages[index].Payload, output).ShouldBeTrue();
            Convert.ToHexStringLower(output.WrittenSpan).ShouldBe(Convert.ToHexStringLower(vector.Messages[index].Ciphertext));
            receiver.TryReadMessage(output.WrittenSpan, out var payload).ShouldBeTrue();
            payload.ShouldBe(vector.Messages[index].Payload);
        }

        initiator.Hash.ToArray().ShouldBe(vector.HandshakeHash);
        responder.Hash.ToArray().ShouldBe(vector.HandshakeHash);
        var (fromInitiator, initiatorReads) = initiator.Split();
        var (fromResponder, responderReads) = responder.Split();
        for (var index = 3; index < vector.Messages.Count; index++)
        {
            // The responder speaks first after the handshake of three messages.
            var (sending, receiving) = index % 2 == 1 ? (fromResponder, initiatorReads) : (fromInitiator, responderReads);
            var (payload, ciphertext) = vector.Messages[index];
            var actual = new byte[payload.Length + NoiseCipher.TagLength];
            sending.Encrypt(payload, actual, []);
            actual.ShouldBe(ciphertext);
            var decrypted = new byte[payload.Length];
            receiving.TryDecrypt(ciphertext, decrypted, []).ShouldBeTrue();
            decrypted.ShouldBe(payload);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Refuses_a_message_with_any_byte_changed_or_missing(int message)
    {
        var ciphertext = vector.Messages[message].Ciphertext;
        for (var index = 0; index < ciphertext.Length; index++)
        {
            var mutated = (byte[])ciphertext.Clone();
            mutated[index] ^= 0x40;
            IsAcceptedInTheEnd(message, mutated).ShouldBeFalse($"byte {index}");
            IsAcceptedInTheEnd(message, ciphertext[..index]).ShouldBeFalse($"prefix of {index}");
        }
    }

    [Fact]
    public void Refuses_another_prologue()
    {
        using var stranger = new NoiseHandshake(false, vector.ResponderStatic, vector.ResponderEphemeral, [9]);
        stranger.TryReadMessage(vector.Messages[0].Ciphertext, out _).ShouldBeTrue();
        var answer = new ArrayBufferWriter<byte>();
        stranger.TryWriteMessage([], answer);
        initiator.TryWriteMessage(vector.Messages[0].Payload, new ArrayBufferWriter<byte>());

        initiator.TryReadMessage(answer.WrittenSpan, out _).ShouldBeFalse();
    }

    /// <summary>Runs the vector with one message replaced. The first message is bare, so its change shows when the answer is read.</summary>
    private bool IsAcceptedInTheEnd(int replaced, byte[] replacement)
    {
        using var left = new NoiseHandshake(true, vector.InitiatorStatic, vector.InitiatorEphemeral, vector.Prologue);
        using var right = new NoiseHandshake(false, vector.ResponderStatic, vector.ResponderEphemeral, vector.Prologue);
        for (var index = 0; index < 3; index++)
        {
            var (sender, receiver) = index == 1 ? (right, left) : (left, right);
            var output = new ArrayBufferWriter<byte>();
            if (!sender.TryWriteMessage(vector.Messages[index].Payload, output)
                || !receiver.TryReadMessage(index == replaced ? replacement : output.WrittenSpan, out _))
            {
                return false;
            }
        }

        return true;
    }
}
