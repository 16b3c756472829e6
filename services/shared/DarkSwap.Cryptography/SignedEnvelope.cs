using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using DarkSwap.Cryptography.Protobuf;
using DarkSwap.Primitives;

namespace DarkSwap.Cryptography;

/// <summary>libp2p's signed envelope (RFC 0002): a payload, what kind it is, and a signature that holds in one domain only.</summary>
public static class SignedEnvelope
{
    /// <summary>Longest envelope that is opened or made, in bytes.</summary>
    public const int MaximumLength = 1024 * 1024;

    private const int PublicKeyField = 1;
    private const int PayloadTypeField = 2;
    private const int PayloadField = 3;
    private const int SignatureField = 5;

    /// <summary>Signs <paramref name="payload"/> and returns the envelope's encoding.</summary>
    public static byte[] Seal(PrivateKey privateKey, string domain, ReadOnlySpan<byte> payloadType, ReadOnlySpan<byte> payload) =>
        Assemble(privateKey.PublicKey, payloadType, payload, privateKey.Sign(SigningInput(domain, payloadType, payload)));

    /// <summary>The bytes that a signer whose key is elsewhere must sign for <see cref="Assemble"/>.</summary>
    public static byte[] SigningInput(string domain, ReadOnlySpan<byte> payloadType, ReadOnlySpan<byte> payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(domain);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MaximumLength);
        var output = new ArrayBufferWriter<byte>(payload.Length + payloadType.Length + domain.Length + 16);
        WriteWithLength(output, Encoding.UTF8.GetBytes(domain));
        WriteWithLength(output, payloadType);
        WriteWithLength(output, payload);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The envelope of a signature made elsewhere; the signature is not checked here.</summary>
    public static byte[] Assemble(PublicKey publicKey, ReadOnlySpan<byte> payloadType, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MaximumLength);
        var output = new ArrayBufferWriter<byte>(payload.Length + payloadType.Length + publicKey.Encoded.Length + signature.Length + 24);
        var writer = new ProtobufWriter(output);
        writer.WriteBytes(PublicKeyField, publicKey.Encoded);
        writer.WriteBytes(PayloadTypeField, payloadType);
        writer.WriteBytes(PayloadField, payload);
        writer.WriteBytes(SignatureField, signature);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Opens an envelope of any payload type; the caller compares <paramref name="payloadType"/> before it reads the payload.</summary>
    public static bool TryOpen(
        ReadOnlySpan<byte> bytes,
        string domain,
        [NotNullWhen(true)] out PublicKey? publicKey,
        [NotNullWhen(true)] out byte[]? payloadType,
        [NotNullWhen(true)] out byte[]? payload)
    {
        publicKey = null;
        payloadType = null;
        payload = null;
        if (!TryReadFields(bytes, out var fields)
            || !PublicKey.TryRead(fields.PublicKey, out var candidate)
            || !candidate.Verify(SigningInput(domain, fields.PayloadType, fields.Payload), fields.Signature))
        {
            return false;
        }

        publicKey = candidate;
        payloadType = fields.PayloadType.ToArray();
        payload = fields.Payload.ToArray();
        return true;
    }

    /// <summary>Opens an envelope of one payload type: false for another type, another domain, a wrong signature or a malformed encoding.</summary>
    public static bool TryOpen(
        ReadOnlySpan<byte> bytes,
        string domain,
        ReadOnlySpan<byte> payloadType,
        [NotNullWhen(true)] out PublicKey? publicKey,
        [NotNullWhen(true)] out byte[]? payload)
    {
        if (TryOpen(bytes, domain, out publicKey, out var actualType, out payload) && payloadType.SequenceEqual(actualType))
        {
            return true;
        }

        publicKey = null;
        payload = null;
        return false;
    }

    /// <summary>What kind of payload an envelope says it has. Nothing is verified: to choose how to open it.</summary>
    public static bool TryReadPayloadType(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payloadType)
    {
        var isRead = TryReadFields(bytes, out var fields);
        payloadType = fields.PayloadType;
        return isRead;
    }

    /// <summary>Whose envelope it says it is. Nothing is verified: to refuse kinds of key before their signatures cost anything.</summary>
    public static bool TryReadSigner(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? publicKey)
    {
        publicKey = null;
        return TryReadFields(bytes, out var fields) && PublicKey.TryRead(fields.PublicKey, out publicKey);
    }

    /// <summary>Each known field at most once and nothing else: what is not signed must not vary, or one document would have many encodings.</summary>
    private static bool TryReadFields(ReadOnlySpan<byte> bytes, out Fields fields)
    {
        fields = default;
        if (bytes.Length > MaximumLength)
        {
            return false;
        }

        var previous = 0;
        var reader = new ProtobufReader(bytes);
        while (reader.TryReadField())
        {
            if (reader.WireType != ProtobufWireType.Bytes || reader.FieldNumber <= previous)
            {
                return false;
            }

            previous = reader.FieldNumber;
            switch (reader.FieldNumber)
            {
                case PublicKeyField: fields.PublicKey = reader.Bytes; break;
                case PayloadTypeField: fields.PayloadType = reader.Bytes; break;
                case PayloadField: fields.Payload = reader.Bytes; break;
                case SignatureField: fields.Signature = reader.Bytes; break;
                default: return false;
            }
        }

        return !reader.IsMalformed;
    }

    private static void WriteWithLength(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        output.Advance(Varint.Write(output.GetSpan(Varint.MaximumLength), (ulong)value.Length));
        output.Write(value);
    }

    private ref struct Fields
    {
        public ReadOnlySpan<byte> PublicKey;
        public ReadOnlySpan<byte> PayloadType;
        public ReadOnlySpan<byte> Payload;
        public ReadOnlySpan<byte> Signature;
    }
}
