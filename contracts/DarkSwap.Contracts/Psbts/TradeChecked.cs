namespace DarkSwap.Contracts.Psbts;

public sealed record TradeChecked
{
    /// <summary>Empty when everything passed.</summary>
    public required IReadOnlyList<SettlementCheckFailure> Failures { get; init; }

    public required IReadOnlyList<InputToSign> InputsToSign { get; init; }

    /// <summary>Net change of the asking side's satoshis, by simulation.</summary>
    public required long SatoshiChange { get; init; }

    public required IReadOnlyList<AssetChange> AssetChanges { get; init; }

    /// <summary>At <see cref="TradeCheckStage.AfterMerging"/>: the final transaction, when everything passed.</summary>
    public byte[]? Transaction { get; init; }
}
