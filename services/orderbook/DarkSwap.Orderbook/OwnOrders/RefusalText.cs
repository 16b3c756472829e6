using DarkSwap.Contracts.Wire.Orders;

namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>Refusals as people read them, each with its stable name.</summary>
internal static class RefusalText
{
    public static string Of(OrderRefusal refusal) => $"{Sentence(refusal)} ({refusal})";

    private static string Sentence(OrderRefusal refusal) => refusal switch
    {
        OrderRefusal.EnvelopeTooLarge => $"is longer than {OrderLimits.MaximumEnvelopeLength} bytes when signed",
        OrderRefusal.EnvelopeInvalid => "is not validly signed for this network",
        OrderRefusal.PayloadTypeWrong => "is another kind of document",
        OrderRefusal.PayloadMalformed => "cannot be read",
        OrderRefusal.NotCanonical => "is not in canonical form",
        OrderRefusal.VersionUnsupported => "has an unsupported version",
        OrderRefusal.NetworkMismatch => "is of another network",
        OrderRefusal.MakerInvalid => "names no valid maker",
        OrderRefusal.SignerIsNotMaker => "is not signed by its maker",
        OrderRefusal.AgentInvalid => "names no valid agent",
        OrderRefusal.AssetInvalid => "names no valid asset",
        OrderRefusal.PairUnsupported => "is not of a token for bitcoin",
        OrderRefusal.SideInvalid => "is neither a sale nor a purchase",
        OrderRefusal.AmountInvalid => "has no valid amount",
        OrderRefusal.PriceInvalid => "has no valid price",
        OrderRefusal.QuoteOutOfRange => "is worth less than a satoshi or more than all there are",
        OrderRefusal.MinimumFillInvalid => "has a minimum fill of none or above its amount",
        OrderRefusal.TimesInvalid => "has no valid times, or expires before it is created",
        OrderRefusal.LifetimeTooLong => $"lives longer than {OrderLimits.MaximumLifetime.Days} days",
        OrderRefusal.CreatedInFuture => "is created in the future",
        OrderRefusal.Expired => "has expired",
        OrderRefusal.FeeBoundsInvalid => "has fee bounds that allow nothing",
        OrderRefusal.BackingMissing => "names no coin that backs it",
        OrderRefusal.BackingUnexpected => "names coins although it buys",
        OrderRefusal.BackingTooLong => $"names more than {OrderLimits.MaximumBackingCoins} coins",
        OrderRefusal.BackingInvalid => "names a coin twice or something that is no coin",
        OrderRefusal.ProofCountWrong => "has not one proof for each coin",
        OrderRefusal.ProofInvalid => "has a proof of impossible length",
        OrderRefusal.OrderIdInvalid => "names no order",
        OrderRefusal.SequenceInvalid => "has no sequence",
    };
}
