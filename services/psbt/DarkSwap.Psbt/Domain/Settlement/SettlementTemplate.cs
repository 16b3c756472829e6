using System.Collections.Immutable;
using System.Security.Cryptography;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>The one transaction that both sides sign, before it is signed.</summary>
public sealed record SettlementTemplate
{
    public const int AssetOutput = 0;
    public const int PaymentOutput = 1;
    public const int AssetChangeOutput = 2;

    public required Transaction Transaction { get; init; }

    /// <summary>What the inputs spend, in the order of the inputs.</summary>
    public required ImmutableArray<TransactionOutput> SpentOutputs { get; init; }

    public required long FeeSatoshis { get; init; }

    public required bool HasAssetChange { get; init; }

    /// <summary>Null when what is left of the bitcoin side would be dust and so joined the fee.</summary>
    public required int? BitcoinChangeOutput { get; init; }

    public OutPoint? AssetChangeOutPoint => HasAssetChange ? new OutPoint(Transaction.Id, AssetChangeOutput) : null;

    /// <summary>SHA-256 of the unsigned transaction, then each input's amount and script as they are serialized in an output.</summary>
    public byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Transaction.ToArray(TransactionFormat.WithoutWitness));
        foreach (var spent in SpentOutputs)
        {
            hash.AppendData(spent.ToArray());
        }

        return hash.GetHashAndReset();
    }
}
