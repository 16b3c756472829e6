using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using DarkSwap.Cryptography;
using DarkSwap.Cryptography.Protobuf;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Identity.Store;

/// <summary>Entries as protobuf; a forgotten peer is its id and nothing else. Times are Unix milliseconds, zero for none.</summary>
internal static class PeerEntryCodec
{
    private const int PeerIdField = 1;
    private const int AddressField = 2;
    private const int ProtocolField = 3;
    private const int PublicKeyField = 4;
    private const int RecordField = 5;
    private const int RecordSequenceField = 6;
    private const int ScoreField = 7;
    private const int ScoredAtField = 8;
    private const int ConnectedAtField = 9;
    private const int HeardAtField = 10;

    private const int MultiaddrField = 1;
    private const int SourceField = 2;
    private const int AddressHeardAtField = 3;
    private const int AddressConnectedAtField = 4;
    private const int FailuresField = 5;

    private static readonly ulong LastTime = (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    internal static void Write(IBufferWriter<byte> output, PeerId peerId, PeerEntry? entry)
    {
        var writer = new ProtobufWriter(output);
        writer.WriteBytes(PeerIdField, peerId.Bytes);
        if (entry is null)
        {
            return;
        }

        foreach (var address in entry.Addresses)
        {
            var inner = new ArrayBufferWriter<byte>();
            Write(new ProtobufWriter(inner), address);
            writer.WriteBytes(AddressField, inner.WrittenSpan);
        }

        foreach (var protocolId in entry.ProtocolIds)
        {
            writer.WriteString(ProtocolField, protocolId);
        }

        if (entry.PublicKey is { } publicKey)
        {
            writer.WriteBytes(PublicKeyField, publicKey.Encoded);
        }

        if (!entry.Record.IsEmpty)
        {
            writer.WriteBytes(RecordField, entry.Record.Span);
            writer.WriteVarint(RecordSequenceField, entry.RecordSequenceNumber);
        }

        writer.WriteFixed64(ScoreField, BitConverter.DoubleToUInt64Bits(entry.Score));
        writer.WriteVarint(ScoredAtField, Milliseconds(entry.ScoredAt));
        writer.WriteVarint(ConnectedAtField, Milliseconds(entry.ConnectedAt));
        writer.WriteVarint(HeardAtField, Milliseconds(entry.HeardAt));
    }

    /// <param name="entry">Null for a peer that was forgotten.</param>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PeerId? peerId, out PeerEntry? entry)
    {
        entry = null;
        var reader = new ProtobufReader(bytes);
        if (!reader.TryReadField() || reader.FieldNumber != PeerIdField || !PeerId.TryRead(reader.Bytes, out peerId))
        {
            peerId = null;
            return false;
        }

        var candidate = new PeerEntry(peerId);
        var addresses = ImmutableArray.CreateBuilder<KnownAddress>();
        var protocolIds = ImmutableArray.CreateBuilder<string>();
        var isForgotten = true;
        while (reader.TryReadField())
        {
            isForgotten = false;
            var isRead = reader.FieldNumber switch
            {
                AddressField => TryReadAddress(reader.Bytes, addresses),
                ProtocolField => TryReadText(reader.Bytes, protocolIds),
                _ => TryReadField(reader, ref candidate),
            };
            if (!isRead)
            {
                return false;
            }
        }

        entry = isForgotten ? null : candidate with { Addresses = addresses.ToImmutable(), ProtocolIds = protocolIds.ToImmutable() };
        return !reader.IsMalformed;
    }

    private static bool TryReadField(ProtobufReader reader, ref PeerEntry entry)
    {
        DateTimeOffset time;
        switch (reader.FieldNumber)
        {
            case PublicKeyField when PublicKey.TryRead(reader.Bytes, out var publicKey):
                entry = entry with { PublicKey = publicKey };
                return true;
            case RecordField:
                entry = entry with { Record = reader.Bytes.ToArray() };
                return true;
            case RecordSequenceField:
                entry = entry with { RecordSequenceNumber = reader.Number };
                return true;
            case ScoreField when double.IsFinite(BitConverter.UInt64BitsToDouble(reader.Number)):
                entry = entry with { Score = BitConverter.UInt64BitsToDouble(reader.Number) };
                return true;
            case ScoredAtField when TryReadTime(reader.Number, out time):
                entry = entry with { ScoredAt = time };
                return true;
            case ConnectedAtField when TryReadTime(reader.Number, out time):
                entry = entry with { ConnectedAt = OrNull(time) };
                return true;
            case HeardAtField when TryReadTime(reader.Number, out time):
                entry = entry with { HeardAt = time };
                return true;
            default:
                return reader.FieldNumber > HeardAtField;
        }
    }

    private static void Write(ProtobufWriter writer, KnownAddress address)
    {
        writer.WriteBytes(MultiaddrField, address.Address.Bytes);
        writer.WriteVarint(SourceField, (ulong)address.Source);
        writer.WriteVarint(AddressHeardAtField, Milliseconds(address.HeardAt));
        writer.WriteVarint(AddressConnectedAtField, Milliseconds(address.ConnectedAt));
        writer.WriteVarint(FailuresField, (ulong)address.Failures);
    }

    private static bool TryReadAddress(ReadOnlySpan<byte> bytes, ImmutableArray<KnownAddress>.Builder addresses)
    {
        Multiaddr? multiaddr = null;
        var (source, failures) = (0ul, 0ul);
        var (heardAt, connectedAt) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        var reader = new ProtobufReader(bytes);
        while (reader.TryReadField())
        {
            var isRead = reader.FieldNumber switch
            {
                MultiaddrField => Multiaddr.TryRead(reader.Bytes, out multiaddr),
                SourceField => (source = reader.Number) <= (ulong)AddressSource.Operator,
                AddressHeardAtField => TryReadTime(reader.Number, out heardAt),
                AddressConnectedAtField => TryReadTime(reader.Number, out connectedAt),
                FailuresField => (failures = reader.Number) <= int.MaxValue,
                _ => true,
            };
            if (!isRead)
            {
                return false;
            }
        }

        if (reader.IsMalformed || multiaddr is null)
        {
            return false;
        }

        addresses.Add(new KnownAddress(multiaddr, (AddressSource)source, heardAt, OrNull(connectedAt), (int)failures));
        return true;
    }

    private static bool TryReadText(ReadOnlySpan<byte> bytes, ImmutableArray<string>.Builder texts)
    {
        if (!Utf8.IsValid(bytes))
        {
            return false;
        }

        texts.Add(Encoding.UTF8.GetString(bytes));
        return true;
    }

    private static bool TryReadTime(ulong milliseconds, out DateTimeOffset time)
    {
        var isTime = milliseconds <= LastTime;
        time = isTime ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : default;
        return isTime;
    }

    private static DateTimeOffset? OrNull(DateTimeOffset time) => time == DateTimeOffset.UnixEpoch ? null : time;

    private static ulong Milliseconds(DateTimeOffset? time) => (ulong)Math.Max(0, time?.ToUnixTimeMilliseconds() ?? 0);
}
