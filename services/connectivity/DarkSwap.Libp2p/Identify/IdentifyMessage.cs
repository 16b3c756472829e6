using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
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
        var message = earlier with { ListenAddresses = [.. earlier.ListenAddresses], ProtocolIds = [.. earlier.ProtocolIds] };
        var reader = new ProtobufReader(bytes);
        while (reader.TryReadField())
        {
            if (reader.FieldNumber is < PublicKeyField or > SignedRecordField or 7)
            {
                continue;
            }

            if (reader.WireType != ProtobufWireType.Bytes || Apply(message, reader.FieldNumber, reader.Bytes) is not { } next)
            {
                return false;
            }

            message = next;
        }

        merged = reader.IsMalformed ? null : message;
        return merged is not null;
    }

    private static void WriteText(ProtobufWriter writer, int field, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(field, text);
        }
    }

    /// <summary>Null when the field is out of bounds. An address or key of a kind that is not known here is left out.</summary>
    private static IdentifyMessage? Apply(IdentifyMessage message, int field, ReadOnlySpan<byte> value)
    {
        switch (field)
        {
            case PublicKeyField:
                return message with { PublicKey = PublicKey.TryRead(value, out var key) ? key : message.PublicKey };
            case ListenAddressField:
                return AddAddress(message, value);
            case ProtocolField:
                return AddProtocol(message, value);
            case ObservedAddressField:
                return message with { ObservedAddress = Multiaddr.TryRead(value, out var observed) ? observed : message.ObservedAddress };
            case ProtocolVersionField:
                return value.Length > MaximumTextLength ? null : message with { ProtocolVersion = Encoding.UTF8.GetString(value) };
            case AgentVersionField:
                return value.Length > MaximumTextLength ? null : message with { AgentVersion = Encoding.UTF8.GetString(value) };
            default:
                return message with { SignedRecord = value.ToArray() };
        }
    }

    private static IdentifyMessage? AddAddress(IdentifyMessage message, ReadOnlySpan<byte> value)
    {
        if (message.ListenAddresses.Count == MaximumAddresses)
        {
            return null;
        }

        if (Multiaddr.TryRead(value, out var address))
        {
            message.ListenAddresses.Add(address);
        }

        return message;
    }

    private static IdentifyMessage? AddProtocol(IdentifyMessage message, ReadOnlySpan<byte> value)
    {
        if (message.ProtocolIds.Count == MaximumProtocols || value.Length > MaximumTextLength)
        {
            return null;
        }

        message.ProtocolIds.Add(Encoding.UTF8.GetString(value));
        return message;
    }
}
