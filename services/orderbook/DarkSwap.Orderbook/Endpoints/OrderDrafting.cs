using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Orderbook.OwnOrders;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>From what the operator asks for to terms, or to what is wrong with it, field by field.</summary>
internal static class OrderDrafting
{
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(1);

    public static OrderTerms? ToTerms(OrderDraftRequest request, (PublicKey Maker, PeerId Agent) parties, string network, DateTimeOffset now, out IDictionary<string, string[]> errors)
    {
        var rules = new QueryRules();
        rules.Pair("base", request.Base, "quote", request.Quote);
        errors = rules.Errors;
        if (request.Backing.Count > OrderLimits.MaximumBackingCoins
            || !request.Backing.All(OutPointText.IsOutPoint)
            || request.Backing.Distinct(StringComparer.Ordinal).Count() != request.Backing.Count)
        {
            errors["backing"] = [$"are at most {OrderLimits.MaximumBackingCoins} different outpoints such as txid:index"];
        }

        if (rules.HasErrors)
        {
            return null;
        }

        var createdAt = UnixMicroseconds.Truncate(now);
        var terms = new OrderTerms
        {
            Network = network,
            Maker = parties.Maker,
            Agent = parties.Agent,
            Base = Asset.Parse(request.Base),
            Quote = Asset.Parse(request.Quote),
            Side = request.Side == OrderSide.Sell ? OrderDocumentSide.Sell : OrderDocumentSide.Buy,
            BaseAmount = request.BaseAmount,
            PriceNumerator = request.Price.Quote,
            PriceDenominator = request.Price.Base,
            MinimumFill = request.MinimumFill ?? request.BaseAmount,
            CreatedAt = createdAt,
            ExpiresAt = UnixMicroseconds.Truncate(request.ExpiresAt ?? createdAt + DefaultLifetime),
            Backing = request.Backing,
            MinimumFeeRate = request.MinimumFeeRate,
            MaximumFeeRate = request.MaximumFeeRate,
        };
        if ((OrderRules.Check(terms, network) ?? OrderRules.CheckClock(terms, now)) is { } refusal)
        {
            errors[FieldOf(refusal)] = [RefusalText.Of(refusal)];
            return null;
        }

        return terms;
    }

    public static OrderDraftResponse ToResponse(OrderTerms terms)
    {
        var document = OrderTermsCodec.Encode(terms);
        var orderId = OrderTermsCodec.IdOf(document);
        return new OrderDraftResponse
        {
            OrderId = orderId,
            Document = document,
            Network = terms.Network,
            BackingMessage = SigningDomains.BackingMessage(terms.Network, orderId),
            Terms = new OrderDraftResponse.DraftTerms
            {
                Maker = PeerId.FromPublicKey(terms.Maker).ToString(),
                Agent = terms.Agent.ToString(),
                Base = terms.Base.ToString(),
                Quote = terms.Quote.ToString(),
                Side = terms.Side == OrderDocumentSide.Sell ? OrderSide.Sell : OrderSide.Buy,
                BaseAmount = terms.BaseAmount,
                Price = PriceBody.Of(terms.PriceNumerator, terms.PriceDenominator),
                MinimumFill = terms.MinimumFill,
                CreatedAt = terms.CreatedAt,
                ExpiresAt = terms.ExpiresAt,
                Backing = terms.Backing,
                MinimumFeeRate = terms.MinimumFeeRate,
                MaximumFeeRate = terms.MaximumFeeRate,
            },
        };
    }

    private static string FieldOf(OrderRefusal refusal) => refusal switch
    {
        OrderRefusal.AmountInvalid => "baseAmount",
        OrderRefusal.PriceInvalid or OrderRefusal.QuoteOutOfRange => "price",
        OrderRefusal.MinimumFillInvalid => "minimumFill",
        OrderRefusal.TimesInvalid or OrderRefusal.LifetimeTooLong or OrderRefusal.CreatedInFuture or OrderRefusal.Expired => "expiresAt",
        OrderRefusal.FeeBoundsInvalid => "maximumFeeRate",
        OrderRefusal.BackingMissing or OrderRefusal.BackingUnexpected or OrderRefusal.BackingTooLong or OrderRefusal.BackingInvalid => "backing",
        OrderRefusal.SideInvalid => "side",
        OrderRefusal.AssetInvalid or OrderRefusal.PairUnsupported => "base",
        OrderRefusal.EnvelopeTooLarge or OrderRefusal.EnvelopeInvalid or OrderRefusal.PayloadTypeWrong or OrderRefusal.PayloadMalformed
            or OrderRefusal.NotCanonical or OrderRefusal.VersionUnsupported or OrderRefusal.NetworkMismatch or OrderRefusal.MakerInvalid
            or OrderRefusal.SignerIsNotMaker or OrderRefusal.AgentInvalid or OrderRefusal.ProofCountWrong or OrderRefusal.ProofInvalid
            or OrderRefusal.OrderIdInvalid or OrderRefusal.SequenceInvalid => "body",
    };
}
