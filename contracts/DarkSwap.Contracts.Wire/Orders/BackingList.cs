using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Primitives;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>The coins of an order and their proofs: a bounded list without repetition, one proof for each coin.</summary>
internal static class BackingList
{
    public static IEnumerable<WireOutPoint> ToWire(IReadOnlyList<string> backing) => backing.Select(text =>
        OutPointText.TryRead(text, out var outPoint) ? outPoint : throw new ArgumentException($"'{text}' is not an outpoint.", nameof(backing)));

    public static Result<string[], OrderRefusal> Read(IReadOnlyList<WireOutPoint> backing)
    {
        if (backing.Count > OrderLimits.MaximumBackingCoins)
        {
            return OrderRefusal.BackingTooLong;
        }

        var outPoints = new string[backing.Count];
        for (var index = 0; index < outPoints.Length; index++)
        {
            if (OutPointText.Of(backing[index]) is not { } outPoint)
            {
                return OrderRefusal.BackingInvalid;
            }

            outPoints[index] = outPoint;
        }

        return outPoints.Distinct(StringComparer.Ordinal).Count() == outPoints.Length ? outPoints : OrderRefusal.BackingInvalid;
    }

    /// <summary>Null when there is one proof of a possible length for each coin.</summary>
    public static OrderRefusal? CheckProofs(int coins, IReadOnlyList<ByteString> proofs)
    {
        if (proofs.Count != coins)
        {
            return OrderRefusal.ProofCountWrong;
        }

        return proofs.All(proof => proof.Length is > 0 and <= OrderLimits.MaximumProofLength) ? null : OrderRefusal.ProofInvalid;
    }
}
