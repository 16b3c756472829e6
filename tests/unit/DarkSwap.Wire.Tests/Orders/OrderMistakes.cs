using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using Google.Protobuf;
using static DarkSwap.Wire.Tests.Orders.OrderExamples;

namespace DarkSwap.Wire.Tests.Orders;

/// <summary>One mistake each, made in an otherwise right order.</summary>
internal static class OrderMistakes
{
    public static void Make(string what, OrderDocument document, OrderCreation creation)
    {
        Action mistake = what switch
        {
            "version" => () => document.Version = 2,
            "maker" => () => document.Maker = ByteString.CopyFrom(new byte[36]),
            "agent" => () => document.Agent = ByteString.CopyFrom(1, 2, 3),
            "asset" => () => document.Base = "RUNE:0:0",
            "bitcoin for bitcoin" => () => document.Base = "BTC",
            "rune for rune" => () => document.Quote = "RUNE:840000:4",
            "no side" => () => document.Side = OrderDocumentSide.Unspecified,
            "unknown side" => () => document.Side = (OrderDocumentSide)3,
            "no amount" => () => document.BaseAmount = ByteString.Empty,
            "amount of zero" => () => document.BaseAmount = AmountBytes.Of(0),
            "no price" => () => document.PriceNumerator = ByteString.Empty,
            "price of zero" => () => document.PriceNumerator = AmountBytes.Of(0),
            "price over zero" => () => document.PriceDenominator = AmountBytes.Of(0),
            "too cheap" => () => (document.Side, document.PriceDenominator) = (OrderDocumentSide.Buy, AmountBytes.Of(UInt128.MaxValue)),
            "too dear" => () => (document.BaseAmount, document.PriceNumerator) = (AmountBytes.Of(UInt128.MaxValue), AmountBytes.Of(UInt128.MaxValue)),
            "no minimum fill" => () => document.MinimumFill = ByteString.Empty,
            "minimum fill of zero" => () => document.MinimumFill = AmountBytes.Of(0),
            "minimum fill above amount" => () => document.MinimumFill = AmountBytes.Of(1_000_001),
            "no times" => () => document.Created = 0,
            "expires before created" => () => document.Expires = document.Created,
            "lives too long" => () => document.Expires = UnixMicroseconds.Of(Now.AddDays(7)) + 1,
            "far future" => () => Move(document, TimeSpan.FromMinutes(2)),
            "expired" => () => Move(document, TimeSpan.FromDays(-1)),
            "negative fee" => () => document.MinimumFeeRate = -1,
            "fee bounds crossed" => () => document.MinimumFeeRate = document.MaximumFeeRate + 1,
            "fee too high" => () => document.MaximumFeeRate = OrderLimits.MaximumFeeRate + 1,
            "no backing" => () => RemoveCoins(document, creation),
            "backing of a buy" => () => document.Side = OrderDocumentSide.Buy,
            "33 coins" => () => AddCoins(document, creation, 31),
            "the same coin twice" => () => document.Backing[1] = document.Backing[0],
            "half an outpoint" => () => document.Backing[1].TransactionId = ByteString.CopyFrom(new byte[16]),
            "proof missing" => () => creation.Proofs.RemoveAt(1),
            "empty proof" => () => creation.Proofs[1] = ByteString.Empty,
            "long proof" => () => creation.Proofs[1] = ByteString.CopyFrom(new byte[OrderLimits.MaximumProofLength + 1]),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "not a mistake of the table"),
        };
        mistake();
    }

    private static void Move(OrderDocument document, TimeSpan duration)
    {
        document.Created = UnixMicroseconds.Of(Now + duration);
        document.Expires = UnixMicroseconds.Of(Now + duration + TimeSpan.FromHours(1));
    }

    private static void RemoveCoins(OrderDocument document, OrderCreation creation)
    {
        document.Backing.Clear();
        creation.Proofs.Clear();
    }

    private static void AddCoins(OrderDocument document, OrderCreation creation, int count)
    {
        for (var index = 0; index < count; index++)
        {
            document.Backing.Add(new WireOutPoint { TransactionId = ByteString.CopyFrom(new byte[32]), Index = (uint)index });
            creation.Proofs.Add(ByteString.CopyFrom(1));
        }
    }
}
