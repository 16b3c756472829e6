using System.Security.Cryptography;
using System.Text.Json;
using DarkSwap.Contracts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Serialization;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Neighbours in a queue that leave as one message.</summary>
/// <param name="Rows">At least two, in their order.</param>
internal sealed record JoinedMessages(IReadOnlyList<OutboxMessage> Rows, OutgoingMessage Message)
{
    /// <summary>Consumers take no larger bursts.</summary>
    internal const int MaximumParts = 256;

    /// <summary>Of all bodies together; a broker may refuse messages of many MiB.</summary>
    internal const int MaximumCharacters = 1024 * 1024;

    private const int GuidLength = 16;
    private const byte CustomVersion = 0x80;
    private const byte Variant = 0x80;

    /// <summary>As many as can be joined to the row at <paramref name="first"/>; null if none can.</summary>
    public static JoinedMessages? From(IReadOnlyList<OutboxMessage> rows, int first)
    {
        if (first + 1 >= rows.Count || Read(rows[first]) is not { } head)
        {
            return null;
        }

        var all = new List<IJoinable> { head };
        var (parts, characters) = (head.CountParts(), rows[first].Body.Length);
        foreach (var row in rows.Skip(first + 1))
        {
            if (Read(row) is not { } next || !all[^1].CanJoin(next))
            {
                break;
            }

            parts += next.CountParts();
            characters += row.Body.Length;
            if (parts > MaximumParts || characters > MaximumCharacters)
            {
                break;
            }

            all.Add(next);
        }

        if (all.Count == 1)
        {
            return null;
        }

        OutboxMessage[] joined = [.. rows.Skip(first).Take(all.Count)];
        return new JoinedMessages(joined, OutgoingMessage.Of(head.Join(IdOf(joined), all), joined[0]));
    }

    /// <summary>The same messages joined again have the same id, and no others have it: a UUID of the ids' SHA-256 (RFC 9562 §5.8).</summary>
    private static Guid IdOf(OutboxMessage[] rows)
    {
        var ids = new byte[rows.Length * GuidLength];
        for (var index = 0; index < rows.Length; index++)
        {
            rows[index].EventId.TryWriteBytes(ids.AsSpan(index * GuidLength), bigEndian: true, out _);
        }

        var id = SHA256.HashData(ids).AsSpan(0, GuidLength);
        id[6] = (byte)((id[6] & 0x0F) | CustomVersion);
        id[8] = (byte)((id[8] & 0x3F) | Variant);
        return new Guid(id, bigEndian: true);
    }

    /// <summary>Null if it travels alone. So does one that cannot be read: what is wrong with it is told where it arrives.</summary>
    private static IJoinable? Read(OutboxMessage row)
    {
        try
        {
            return row.AggregateVersion is null && typeof(IJoinable).IsAssignableFrom(MessageSerializer.TypeOf(row.MessageType))
                ? (IJoinable)MessageSerializer.Deserialize(row.MessageType, row.Body)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
