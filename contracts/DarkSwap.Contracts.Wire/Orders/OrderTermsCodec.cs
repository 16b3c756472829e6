using System.Security.Cryptography;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>Order terms as bytes: fields in order, defaults omitted, nothing unknown; so the same terms are always the same bytes.</summary>
public static class OrderTermsCodec
{
    public static byte[] Encode(OrderTerms terms)
    {
        var maker = PeerId.FromPublicKey(terms.Maker);
        return new OrderDocument
        {
            Version = OrderLimits.Version,
            Network = terms.Network,
            Maker = ByteString.CopyFrom(terms.Maker.Encoded),
            Agent = terms.Agent == maker ? ByteString.Empty : ByteString.CopyFrom(terms.Agent.Bytes),
            Base = terms.Base.ToString(),
            Quote = terms.Quote.ToString(),
            Side = terms.Side,
            BaseAmount = AmountBytes.Of(terms.BaseAmount),
            PriceNumerator = AmountBytes.Of(terms.PriceNumerator),
            PriceDenominator = AmountBytes.Of(terms.PriceDenominator),
            MinimumFill = AmountBytes.Of(terms.MinimumFill),
            Created = UnixMicroseconds.Of(terms.CreatedAt),
            Expires = UnixMicroseconds.Of(terms.ExpiresAt),
            Backing = { BackingList.ToWire(terms.Backing) },
            MinimumFeeRate = terms.MinimumFeeRate,
            MaximumFeeRate = terms.MaximumFeeRate,
        }.ToByteArray();
    }

    /// <summary>The order's id: SHA-256 of its canonical bytes, lower-case hex.</summary>
    public static string IdOf(ReadOnlySpan<byte> canonicalBytes) => HashText.Of(SHA256.HashData(canonicalBytes));

    /// <summary>Reads canonical bytes only. What the values mean is for <see cref="OrderRules"/>.</summary>
    public static Result<OrderTerms, OrderRefusal> Decode(ReadOnlySpan<byte> bytes)
    {
        if (!StrictMessages.TryParse(OrderDocument.Parser, bytes, out var document))
        {
            return OrderRefusal.PayloadMalformed;
        }

        var terms = Read(document);
        return !terms.IsSuccess || bytes.SequenceEqual(Encode(terms.Value)) ? terms : OrderRefusal.NotCanonical;
    }

    private static Result<OrderTerms, OrderRefusal> Read(OrderDocument document)
    {
        if (document.Version != OrderLimits.Version)
        {
            return OrderRefusal.VersionUnsupported;
        }

        if (!PublicKey.TryReadEd25519(document.Maker.Span, out var maker))
        {
            return OrderRefusal.MakerInvalid;
        }

        var agent = PeerId.FromPublicKey(maker);
        if (!document.Agent.IsEmpty && !PeerId.TryRead(document.Agent.Span, out agent))
        {
            return OrderRefusal.AgentInvalid;
        }

        if (!Asset.TryParse(document.Base, out var baseAsset) || !Asset.TryParse(document.Quote, out var quoteAsset))
        {
            return OrderRefusal.AssetInvalid;
        }

        if (!AmountBytes.TryRead(document.BaseAmount, out var baseAmount))
        {
            return OrderRefusal.AmountInvalid;
        }

        if (!AmountBytes.TryRead(document.PriceNumerator, out var numerator) || !AmountBytes.TryRead(document.PriceDenominator, out var denominator))
        {
            return OrderRefusal.PriceInvalid;
        }

        if (!AmountBytes.TryRead(document.MinimumFill, out var minimumFill))
        {
            return OrderRefusal.MinimumFillInvalid;
        }

        if (!UnixMicroseconds.TryRead(document.Created, out var createdAt) || !UnixMicroseconds.TryRead(document.Expires, out var expiresAt))
        {
            return OrderRefusal.TimesInvalid;
        }

        var backing = BackingList.Read(document.Backing);
        if (!backing.IsSuccess)
        {
            return backing.Error;
        }

        return new OrderTerms
        {
            Network = document.Network,
            Maker = maker,
            Agent = agent,
            Base = baseAsset,
            Quote = quoteAsset,
            Side = document.Side,
            BaseAmount = baseAmount,
            PriceNumerator = numerator,
            PriceDenominator = denominator,
            MinimumFill = minimumFill,
            CreatedAt = createdAt,
            ExpiresAt = expiresAt,
            Backing = backing.Value,
            MinimumFeeRate = document.MinimumFeeRate,
            MaximumFeeRate = document.MaximumFeeRate,
        };
    }
}
