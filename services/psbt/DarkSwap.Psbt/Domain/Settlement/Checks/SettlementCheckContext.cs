using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>Everything that the checks judge by, gathered at one time.</summary>
public sealed record SettlementCheckContext
{
    public required TradeCheckStage Stage { get; init; }
    public required SettlementTerms Terms { get; init; }
    public required TradeRole OwnRole { get; init; }

    /// <summary>The node's network as signed domains name it; null while the node was never reached.</summary>
    public required string? Network { get; init; }

    public required OwnSide Own { get; init; }
    public required IReadOnlyDictionary<OutPoint, CoinFacts> Coins { get; init; }
    public required AssetSourceFacts AssetSources { get; init; }
    public OrderSnapshot? Order { get; init; }
    public required DateTimeOffset Now { get; init; }
    public required DateTimeOffset Deadline { get; init; }
    public required int ConfirmationsWanted { get; init; }

    /// <summary>Null before there is one.</summary>
    public TradePsbt? Psbt { get; init; }

    public ReadOnlyMemory<byte>? CounterpartyTermsSignature { get; init; }

    /// <summary>Peer id whose key must have signed the terms.</summary>
    public required string Counterparty { get; init; }

    /// <summary>In satoshis per 1,000 virtual bytes.</summary>
    public required long MinimumFeeRate { get; init; }

    /// <summary>In satoshis per 1,000 virtual bytes.</summary>
    public required long MaximumFeeRate { get; init; }

    /// <summary>Own rebuild; null while it is not known what the asset side's inputs hold.</summary>
    public required Result<SettlementTemplate, SettlementRefusal>? Template { get; init; }

    /// <summary>What the node's mempool says to the merged transaction; null unless it was asked.</summary>
    public MempoolVerdict? MempoolVerdict { get; init; }

    public SettlementParty OwnParty => Terms.PartyOf(OwnRole);

    public SettlementParty OtherParty => Terms.PartyOf(SettlementTerms.OtherThan(OwnRole));

    /// <summary>The transaction being judged: the PSBT's, before there is one the own rebuild.</summary>
    public Transaction? Transaction => Psbt?.UnsignedTransaction ?? Template?.Value?.Transaction;

    public CoinFacts FactsOf(OutPoint outPoint) => Coins.TryGetValue(outPoint, out var facts) ? facts : CoinFacts.Unknown;

    /// <summary>What the asset side's inputs hold together; false while that is not known.</summary>
    public bool TryGetAssetSideHoldings([NotNullWhen(true)] out RuneBalances? holdings)
    {
        holdings = null;
        var known = Terms.AssetSide.Inputs.Select(input => FactsOf(input.OutPoint).Runes).ToImmutableArray();
        return known.All(runes => runes is not null) && RuneBalances.TrySum(known!, out holdings);
    }
}
