using System.Text.Json;
using DarkSwap.Cryptography;
using DarkSwap.Fuzz.Tests.Engine;
using DarkSwap.Libp2p.Muxing.Mplex;
using DarkSwap.Libp2p.Security.Noise;
using DarkSwap.Libp2p.Security.Tls;

namespace DarkSwap.Fuzz.Tests.Targets;

internal static class SecurityTargets
{
    /// <summary>Certificates whose signatures are looked at too, one in so many.</summary>
    private const int SignatureSample = 64;

    private static readonly X25519PrivateKey Initiator = new(Fill(1));
    private static readonly X25519PrivateKey Responder = new(Fill(2));

    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("TLS certificate", Certificates(), FeedCertificate) { Inputs = FuzzTarget.CryptographicInputs, MaximumLength = 1024 },
        new("Noise handshake", [[0, 0, 0, 5], [0, 0, 0, 5, 6, 5, 5]], FeedHandshake) { Inputs = FuzzTarget.CryptographicInputs, MaximumLength = 32 },
        new("mplex header", [[0x00, 0x04], [0x0e, 0x80, 0x80, 0x40], [0xf9, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x00]], FeedMplexHeader) { MaximumLength = 16 },
    ];

    private static bool FeedCertificate(ReadOnlySpan<byte> input)
    {
        if (!TlsCertificate.TryRead(input.ToArray(), out var certificate))
        {
            return false;
        }

        Expect.True(certificate.Signed.Length < input.Length && certificate.NotBefore.Year > 1900);
        if (input[^1] % SignatureSample == 0)
        {
            TlsCertificateSignature.IsSelfSigned(certificate);
            certificate.SignedKey.IsSignatureOver(certificate.SubjectPublicKeyInfo.Span);
        }

        return true;
    }

    /// <summary>Two ends and a network that the input plays: each action is a byte. Whatever the network does, the ends agree on everything or go on with nothing.</summary>
    private static bool FeedHandshake(ReadOnlySpan<byte> input)
    {
        using var initiator = new NoiseHandshake(isInitiator: true, Initiator, Fill(3), []);
        using var responder = new NoiseHandshake(isInitiator: false, Responder, Fill(4), []);
        var machine = new NoiseMachine(initiator, responder, input);
        return machine.Run();
    }

    private static bool FeedMplexHeader(ReadOnlySpan<byte> input)
    {
        if (MplexHeader.TryRead(input, out var header, out var size) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> written = stackalloc byte[MplexHeader.MaximumSize];
        Expect.True(header.Length <= MplexHeader.MaximumDataLength);
        Expect.True(written[..header.Write(written)].SequenceEqual(input[..size]));
        return true;
    }

    private static byte[] Fill(byte value) => [.. Enumerable.Repeat(value, X25519.PrivateKeyLength)];

    private static IReadOnlyList<byte[]> Certificates()
    {
        using var file = typeof(SecurityTargets).Assembly.GetManifestResourceStream("libp2p-tls-certificates.json")!;
        using var document = JsonDocument.Parse(file);
        return
        [
            .. document.RootElement.EnumerateArray()
                .Select(vector => Convert.FromHexString(vector.GetProperty("certificate").GetString()!))
                .Where(bytes => TlsCertificate.TryRead(bytes, out _)),
        ];
    }
}
