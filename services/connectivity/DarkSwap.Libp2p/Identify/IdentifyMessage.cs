using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using DarkSwap.Cryptography;
using DarkSwap.Cryptography.Protobuf;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Identify;

/// <summary>The message of /ipfs/id/1.0.0 (libp2p identify specification). Every field may be absent, in a push above all.</summary>
internal sealed record IdentifyMessage
{
    /// <summary>Longest message in bytes; larger content is split over several.</summary>
    internal const int MaximumLength = 8 * 1024;

    private const int MaximumAddresses = 128;
    private const int MaximumProtocols = 512;
    private const int MaximumTextLength = 256;
    private const int PublicKeyField = 1;
    private const int ListenAddressField = 2;
    private const int ProtocolField = 3;
    private const int ObservedAddressField = 4;
    private const int ProtocolVersionField = 5;
    private const int AgentVersionField = 6;
    private const int SignedRecordField = 8;

    internal PublicKey? PublicKey { get; init; }

    internal List<Multiaddr> ListenAddresses { get; init; } = [];

    internal List<string> ProtocolIds { get; init; } = [];

    internal Multiaddr? ObservedAddress { get; init; }

    internal string? ProtocolVersion { get; init; }

    internal string? AgentVersion { get; init; }

    /// <summary>The peer record's envelope as it came; opening it is a matter of its own.</summary>
    internal byte[]? SignedRecord { get; init; }

    internal byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>(512);
        var writer = new ProtobufWriter(output);
        if (PublicKey is not null)
        {
            writer.WriteBytes(PublicKeyField, PublicKey.Encoded);
        }

        foreach (var address in ListenAddresses)
        {
            writer.WriteBytes(ListenAddressField, address.Bytes);
        }

        foreach (var protocolId in ProtocolIds)
        {
            writer.WriteString(ProtocolField, protocolId);
        }

        if (ObservedAddress is not null)
        {
            writer.WriteBytes(ObservedAddressField, ObservedAddress.Bytes);
        }

        WriteText(writer, ProtocolVersionField, ProtocolVersion);
        WriteText(writer, AgentVersionField, AgentVersion);
        if (SignedRecord is not null)
        {
            writer.WriteBytes(SignedRecordField, SignedRecord);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Adds the fields of <paramref name="bytes"/> to <paramref name="earlier"/>: lists grow, and what is present replaces. False when malformed or beyond the bounds.</summary>
    internal static bool TryMerge(IdentifyMessage earlier, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out IdentifyMessage? merged)
    {
        merged = null;
        var builder = new IdentifyMessageBuilder(earlier);
        var reader = new ProtobufReader(bytes);
        while (reader.TryReadField())
        {
            if (reader.FieldNumber is < PublicKeyField or > SignedRecordField or 7)
            {
                continue;
            }

            if (reader.WireType != ProtobufWireType.Bytes || !Apply(builder, reader.FieldNumber, reader.Bytes))
            {
                return false;
            }
        }

        merged = reader.IsMalformed ? null : builder.Build();
        return merged is not null;
    }

    private static void WriteText(ProtobufWriter writer, int field, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(field, text);
        }
    }

    /// <summary>False when the field is out of bounds. An address or key of a kind that is not known here is left out.</summary>
    private static bool Apply(IdentifyMessageBuilder builder, int field, ReadOnlySpan<byte> value)
    {
        switch (field)
        {
            case PublicKeyField:
                builder.PublicKey = PublicKey.TryRead(value, out var key) ? key : builder.PublicKey;
                return true;
            case ListenAddressField:
                return AddAddress(builder.ListenAddresses, value);
            case ProtocolField:
                return AddProtocol(builder.ProtocolIds, value);
            case ObservedAddressField:
                builder.ObservedAddress = Multiaddr.TryRead(value, out var observed) ? observed : builder.ObservedAddress;
                return true;
            case ProtocolVersionField:
                builder.ProtocolVersion = ReadText(value);
                return builder.ProtocolVersion is not null;
            case AgentVersionField:
                builder.AgentVersion = ReadText(value);
                return builder.AgentVersion is not null;
            default:
                builder.SignedRecord = value.ToArray();
                return true;
        }
    }

    /// <summary>Null for what is too long or no UTF-8.</summary>
    private static string? ReadText(ReadOnlySpan<byte> value) => value.Length <= MaximumTextLength && Utf8.IsValid(value) ? Encoding.UTF8.GetString(value) : null;

    private static bool AddAddress(List<Multiaddr> addresses, ReadOnlySpan<byte> value)
    {
        if (addresses.Count == MaximumAddresses)
        {
            return false;
        }

        if (Multiaddr.TryRead(value, out var address))
        {
            addresses.Add(address);
        }

        return true;
    }

    private static bool AddProtocol(List<string> protocolIds, ReadOnlySpan<byte> value)
    {
        if (protocolIds.Count == MaximumProtocols || ReadText(value) is not { } protocolId)
        {
            return false;
        }

        protocolIds.Add(protocolId);
        return true;
    }
}
