using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Trades;

/// <summary>Signed trade and PSBT messages and the transcript that they form.</summary>
public static class TradeMessages
{
    /// <summary>Longest signed envelope in bytes: a proposal may hold whole previous transactions.</summary>
    public const int MaximumEnvelopeLength = SignedEnvelope.MaximumLength;

    /// <summary>Longest PSBT or final transaction in bytes.</summary>
    public const int MaximumPsbtLength = 400 * 1024;

    /// <summary>Most inputs of one side.</summary>
    public const int MaximumInputs = 64;

    /// <summary>The transcript's hash before the first message.</summary>
    public static byte[] FirstHash() => new byte[SHA256.HashSizeInBytes];

    /// <summary>The transcript's hash after a message with these payload bytes.</summary>
    public static byte[] NextHash(ReadOnlySpan<byte> previousHash, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(previousHash.Length, SHA256.HashSizeInBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previousHash);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }

    /// <summary>The bytes that an envelope of type <see cref="PayloadTypes.Trade"/> in the domain <see cref="SigningDomains.Trade"/> signs.</summary>
    public static byte[] Payload(TradeMessage message) => message.ToByteArray();

    public static byte[] Seal(PrivateKey sender, string network, TradeMessage message) =>
        SignedEnvelope.Seal(sender, SigningDomains.Trade(network), PayloadTypes.Trade, Payload(message));

    /// <summary>Opens a signed message: size, signature, encoding, and that every field has a possible length. What it means for a trade is for whoever knows the trade.</summary>
    /// <param name="payload">The signed bytes, for <see cref="NextHash"/>.</param>
    public static bool TryOpen(
        ReadOnlySpan<byte> envelope,
        string network,
        [NotNullWhen(true)] out PeerId? signer,
        [NotNullWhen(true)] out TradeMessage? message,
        [NotNullWhen(true)] out byte[]? payload)
    {
        signer = null;
        message = null;
        payload = null;
        if (envelope.Length > MaximumEnvelopeLength
            || !DocumentSigners.IsAllowed(envelope)
            || !SignedEnvelope.TryOpen(envelope, SigningDomains.Trade(network), PayloadTypes.Trade, out var publicKey, out var signedBytes)
            || !TradeMessageFields.AreFew(signedBytes)
            || !StrictMessages.TryParse(TradeMessage.Parser, signedBytes, out var candidate)
            || !TradeMessageShape.IsValid(candidate))
        {
            return false;
        }

        signer = PeerId.FromPublicKey(publicKey);
        message = candidate;
        payload = signedBytes;
        return true;
    }

    /// <summary>A trade's id on the wire: 16 bytes, big-endian.</summary>
    public static ByteString ToBytes(Guid tradeId) => UnsafeByteOperations.UnsafeWrap(tradeId.ToByteArray(bigEndian: true));

    public static bool TryReadTradeId(ByteString bytes, out Guid tradeId)
    {
        var isTradeId = bytes.Length == 16;
        tradeId = isTradeId ? new Guid(bytes.Span, bigEndian: true) : default;
        return isTradeId;
    }
}
