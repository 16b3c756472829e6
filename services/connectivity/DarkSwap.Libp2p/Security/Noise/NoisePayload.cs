using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using DarkSwap.Cryptography;
using DarkSwap.Cryptography.Protobuf;

namespace DarkSwap.Libp2p.Security.Noise;

/// <summary>What libp2p adds to the handshake (noise specification, "Handshake Payload"): the peer's identity key, its signature over the Noise key, and the muxers it has.</summary>
internal sealed record NoisePayload(PublicKey IdentityKey, byte[] Signature, IReadOnlyList<string> Muxers)
{
    /// <summary>Most muxers that a peer may offer.</summary>
    internal const int MaximumMuxers = 16;
    private const int MaximumMuxerLength = 128;
    private const int IdentityKeyField = 1;
    private const int SignatureField = 2;
    private const int ExtensionsField = 4;
    private const int StreamMuxersField = 2;

    private static ReadOnlySpan<byte> SignaturePrefix => "noise-libp2p-static-key:"u8;

    internal static NoisePayload Create(PrivateKey privateKey, ReadOnlySpan<byte> noisePublicKey, IReadOnlyList<string> muxers) =>
        new(privateKey.PublicKey, privateKey.Sign([.. SignaturePrefix, .. noisePublicKey]), muxers);

    internal bool IsSignatureOver(ReadOnlySpan<byte> noisePublicKey) => IdentityKey.Verify([.. SignaturePrefix, .. noisePublicKey], Signature);

    internal byte[] ToBytes()
    {
        var extensions = new ArrayBufferWriter<byte>();
        foreach (var muxer in Muxers)
        {
            new ProtobufWriter(extensions).WriteString(StreamMuxersField, muxer);
        }

        var output = new ArrayBufferWriter<byte>();
        var writer = new ProtobufWriter(output);
        writer.WriteBytes(IdentityKeyField, IdentityKey.Encoded);
        writer.WriteBytes(SignatureField, Signature);
        if (extensions.WrittenCount > 0)
        {
            writer.WriteBytes(ExtensionsField, extensions.WrittenSpan);
        }

        return output.WrittenSpan.ToArray();
    }

    internal static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out NoisePayload? payload)
    {
        payload = null;
        PublicKey? identityKey = null;
        byte[] signature = [];
        var muxers = new List<string>();
        var reader = new ProtobufReader(bytes);
        while (reader.TryReadField())
        {
            switch (reader.FieldNumber, reader.WireType)
            {
                case (IdentityKeyField, ProtobufWireType.Bytes) when PublicKey.TryRead(reader.Bytes, out identityKey):
                    break;
                case (SignatureField, ProtobufWireType.Bytes):
                    signature = reader.Bytes.ToArray();
                    break;
                case (ExtensionsField, ProtobufWireType.Bytes) when TryReadExtensions(reader.Bytes, muxers):
                    break;
                case (IdentityKeyField or SignatureField or ExtensionsField, _):
                    return false;
            }
        }

        payload = reader.IsMalformed || identityKey is null ? null : new NoisePayload(identityKey, signature, muxers);
        return payload is not null;
    }

    private static bool TryReadExtensions(ReadOnlySpan<byte> bytes, List<string> muxers)
    {
        var reader = new ProtobufReader(bytes);
        while (reader.TryReadField())
        {
            if (reader.FieldNumber != StreamMuxersField)
            {
                continue;
            }

            if (reader.WireType != ProtobufWireType.Bytes || reader.Bytes.Length > MaximumMuxerLength || !Utf8.IsValid(reader.Bytes) || muxers.Count == MaximumMuxers)
            {
                return false;
            }

            muxers.Add(Encoding.UTF8.GetString(reader.Bytes));
        }

        return !reader.IsMalformed;
    }
}
