using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using DarkSwap.Cryptography;
using DarkSwap.Cryptography.Protobuf;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Identity;

/// <summary>A peer's addresses, signed by itself (libp2p RFC 0003). Of two records the one with the greater sequence number counts.</summary>
public sealed record PeerRecord(PeerId PeerId, ulong SequenceNumber, IReadOnlyList<Multiaddr> Addresses)
{
    public const string Domain = "libp2p-peer-record";

    /// <summary>Most addresses that a record may have.</summary>
    public const int MaximumAddresses = 64;

    /// <summary>The signed envelope that it came in; empty for a record that was not opened.</summary>
    public ReadOnlyMemory<byte> Envelope { get; init; }

    private const int PeerIdField = 1;
    private const int SequenceField = 2;
    private const int AddressesField = 3;
    private const int MultiaddrField = 1;

    /// <summary>Multicodec libp2p-peer-record as two bytes (RFC 0003).</summary>
    private static ReadOnlySpan<byte> PayloadType => [0x03, 0x01];

    /// <summary>The signed envelope that peers pass on.</summary>
    public byte[] Seal(PrivateKey privateKey)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new ProtobufWriter(output);
        writer.WriteBytes(PeerIdField, PeerId.Bytes);
        writer.WriteVarint(SequenceField, SequenceNumber);
        foreach (var address in Addresses)
        {
            var inner = new ArrayBufferWriter<byte>();
            new ProtobufWriter(inner).WriteBytes(MultiaddrField, address.Bytes);
            writer.WriteBytes(AddressesField, inner.WrittenSpan);
        }

        return SignedEnvelope.Seal(privateKey, Domain, PayloadType, output.WrittenSpan);
    }

    /// <summary>Opens a sealed record; false unless the record's peer signed it.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> envelope, [NotNullWhen(true)] out PeerRecord? record)
    {
        record = null;
        if (!SignedEnvelope.TryOpen(envelope, Domain, PayloadType, out var publicKey, out var payload)
            || !TryReadPayload(payload, out var candidate)
            || !candidate.PeerId.Matches(publicKey))
        {
            return false;
        }

        record = candidate with { Envelope = envelope.ToArray() };
        return true;
    }

    internal static bool TryReadPayload(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out PeerRecord? record)
    {
        record = null;
        PeerId? peerId = null;
        ulong sequenceNumber = 0;
        var addresses = new List<Multiaddr>();
        var reader = new ProtobufReader(payload);
        while (reader.TryReadField())
        {
            switch (reader.FieldNumber, reader.WireType)
            {
                case (PeerIdField, ProtobufWireType.Bytes) when PeerId.TryRead(reader.Bytes, out peerId):
                    break;
                case (SequenceField, ProtobufWireType.Varint):
                    sequenceNumber = reader.Number;
                    break;
                case (AddressesField, ProtobufWireType.Bytes) when addresses.Count < MaximumAddresses:
                    AddAddress(reader.Bytes, addresses);
                    break;
                case (PeerIdField or SequenceField or AddressesField, _):
                    return false;
            }
        }

        record = reader.IsMalformed || peerId is null ? null : new PeerRecord(peerId, sequenceNumber, addresses);
        return record is not null;
    }

    /// <summary>An address that is not understood is left out: others of the record may serve.</summary>
    private static void AddAddress(ReadOnlySpan<byte> message, List<Multiaddr> addresses)
    {
        var reader = new ProtobufReader(message);
        while (reader.TryReadField())
        {
            if (reader.FieldNumber == MultiaddrField && reader.WireType == ProtobufWireType.Bytes && Multiaddr.TryRead(reader.Bytes, out var address))
            {
                addresses.Add(address);
                return;
            }
        }
    }
}
