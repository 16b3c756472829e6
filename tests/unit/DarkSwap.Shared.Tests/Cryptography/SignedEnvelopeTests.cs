using DarkSwap.Cryptography;

namespace DarkSwap.Shared.Tests.Cryptography;

public sealed class SignedEnvelopeTests : IDisposable
{
    private static readonly byte[] PayloadType = "/darkswap/test"u8.ToArray();
    private static readonly byte[] Payload = "a payload"u8.ToArray();
    private readonly PrivateKey key = PrivateKey.FromSeed(Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    public void Dispose() => key.Dispose();

    [Fact]
    public void Opens_what_it_sealed()
    {
        var envelope = SignedEnvelope.Seal(key, "domain", PayloadType, Payload);

        SignedEnvelope.TryOpen(envelope, "domain", PayloadType, out var publicKey, out var payload).ShouldBeTrue();
        publicKey.ShouldBe(key.PublicKey);
        payload.ShouldBe(Payload);
    }

    /// <summary>Field numbers and the signed bytes as RFC 0002 ("Wire Format", "Signature Production") has them, put together by hand.</summary>
    [Fact]
    public void Writes_the_fields_of_RFC0002()
    {
        var signed = SignedEnvelope.SigningInput("ab", [1, 2], [3]);
        signed.ShouldBe([2, (byte)'a', (byte)'b', 2, 1, 2, 1, 3]);
        byte[] expected = [0x0a, 36, .. key.PublicKey.Encoded, 0x12, 2, 1, 2, 0x1a, 1, 3, 0x2a, 64, .. key.Sign(signed)];

        SignedEnvelope.Seal(key, "ab", [1, 2], [3]).ShouldBe(expected);
        SignedEnvelope.Assemble(key.PublicKey, [1, 2], [3], key.Sign(signed)).ShouldBe(expected);
    }

    [Fact]
    public void Refuses_another_domain_and_another_payload_type()
    {
        var envelope = SignedEnvelope.Seal(key, "domain", PayloadType, Payload);

        SignedEnvelope.TryOpen(envelope, "other", PayloadType, out _, out _).ShouldBeFalse();
        SignedEnvelope.TryOpen(envelope, "domain", "/other"u8, out var publicKey, out var payload).ShouldBeFalse();
        publicKey.ShouldBeNull();
        payload.ShouldBeNull();
    }

    [Fact]
    public void Does_not_let_bytes_move_between_domain_type_and_payload()
    {
        var signature = key.Sign(SignedEnvelope.SigningInput("domain", [1, 2], [3, 4]));

        SignedEnvelope.TryOpen(SignedEnvelope.Assemble(key.PublicKey, [1], [2, 3, 4], signature), "domain", out _, out _, out _).ShouldBeFalse();
        SignedEnvelope.TryOpen(SignedEnvelope.Assemble(key.PublicKey, [1, 2], [3, 4], signature), "domain", out _, out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void Has_one_encoding_only()
    {
        var envelope = SignedEnvelope.Seal(key, "domain", PayloadType, Payload);
        byte[] unknownField = [.. envelope, 0x30, 1];
        byte[] repeatedField = [.. envelope, .. envelope.AsSpan(^66)];

        SignedEnvelope.TryOpen(unknownField, "domain", out _, out _, out _).ShouldBeFalse();
        SignedEnvelope.TryOpen(repeatedField, "domain", out _, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_every_mutation_and_every_prefix()
    {
        var envelope = SignedEnvelope.Seal(key, "domain", PayloadType, Payload);
        for (var index = 0; index < envelope.Length; index++)
        {
            SignedEnvelope.TryOpen(envelope.AsSpan(0, index), "domain", PayloadType, out _, out _).ShouldBeFalse($"prefix of {index}");
            var mutated = (byte[])envelope.Clone();
            mutated[index] ^= (byte)(1 + (index % 255));
            SignedEnvelope.TryOpen(mutated, "domain", PayloadType, out _, out _).ShouldBeFalse($"byte {index}");
        }
    }

    [Fact]
    public void Refuses_what_is_longer_than_the_bound() =>
        SignedEnvelope.TryOpen(new byte[SignedEnvelope.MaximumLength + 1], "domain", out _, out _, out _).ShouldBeFalse();
}
