using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Security.Noise;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Security;

public sealed class NoisePayloadTests : IDisposable
{
    private readonly PrivateKey key = PrivateKey.Generate(SystemRandomSource.Instance);
    private readonly byte[] noiseKey = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray();

    public void Dispose() => key.Dispose();

    [Fact]
    public void Reads_what_it_writes()
    {
        NoisePayload.TryRead(NoisePayload.Create(key, noiseKey, ["/yamux/1.0.0", "/mplex/6.7.0"]).ToBytes(), out var payload).ShouldBeTrue();

        payload!.IdentityKey.ShouldBe(key.PublicKey);
        payload.Muxers.ShouldBe(["/yamux/1.0.0", "/mplex/6.7.0"]);
        payload.IsSignatureOver(noiseKey).ShouldBeTrue();
        noiseKey[0] ^= 1;
        payload.IsSignatureOver(noiseKey).ShouldBeFalse();
    }

    [Fact]
    public void Skips_fields_that_it_does_not_know()
    {
        byte[] bytes = [.. NoisePayload.Create(key, noiseKey, []).ToBytes(), 0x1a, 2, 1, 2, 0x30, 7];

        NoisePayload.TryRead(bytes, out var payload).ShouldBeTrue();
        payload!.Muxers.ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_more_muxers_than_the_bound() =>
        NoisePayload.TryRead(NoisePayload.Create(key, noiseKey, [.. Enumerable.Range(0, NoisePayload.MaximumMuxers + 1).Select(index => $"/{index}")]).ToBytes(), out _)
            .ShouldBeFalse();

    [Fact]
    public void Never_throws_on_mutations() => Mutations.Of(NoisePayload.Create(key, noiseKey, ["/yamux/1.0.0"]).ToBytes(), bytes => NoisePayload.TryRead(bytes, out _));
}
