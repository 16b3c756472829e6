using System.Buffers.Binary;
using System.Security.Cryptography;
using DarkSwap.Contracts.Trades;

namespace DarkSwap.Trade.Domain;

/// <summary>Ids of messages, made from what they belong to: the same transition always makes the same ids.</summary>
public static class TradeIds
{
    public static Guid OfMessage(Guid tradeId, TradeSide side, long version, int index) => Make('e', tradeId, side, version, index);

    public static Guid OfPeerMessage(Guid tradeId, TradeSide side, int sequence) => Make('p', tradeId, side, sequence, 0);

    private static Guid Make(char purpose, Guid tradeId, TradeSide side, long number, int index)
    {
        Span<byte> input = stackalloc byte[30];
        input[0] = (byte)purpose;
        tradeId.TryWriteBytes(input[1..], bigEndian: true, out _);
        input[17] = (byte)side;
        BinaryPrimitives.WriteInt64BigEndian(input[18..], number);
        BinaryPrimitives.WriteInt32BigEndian(input[26..], index);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        // RFC 9562 version 8: made by the application.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
