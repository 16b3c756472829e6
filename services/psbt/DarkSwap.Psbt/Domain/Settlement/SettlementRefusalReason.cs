namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Why terms cannot become a transaction. The names are public and stable.</summary>
public enum SettlementRefusalReason
{
    UnsupportedTemplateVersion,
    WrongNetwork,
    UnsupportedAsset,
    InvalidAmount,
    InvalidFeeRate,
    InvalidInput,
    RepeatedInput,
    TooManyInputs,
    UnsupportedScript,
    InvalidAddress,
    InsufficientAsset,
    InsufficientBitcoin,
    DustOutput,

    /// <summary>A coin is spent, or the chain never had it.</summary>
    CoinUnavailable,

    /// <summary>A coin holds an asset that the transaction would give away.</summary>
    ForeignAssets,

    InvalidPsbt,

    /// <summary>A PSBT's transaction is not the one that the terms make.</summary>
    TemplateMismatch,

    InvalidSignature,
    MissingSignature,

    /// <summary>On mainnet no trade is made without sources of inscriptions and alkanes.</summary>
    AssetSourceMissing,

    /// <summary>The Bitcoin node does not answer.</summary>
    ChainUnavailable,

    /// <summary>The rune index or another source of assets is not level with the node's tip.</summary>
    AssetsUnknown,
}
