namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>Why a signed order event is not one. The names are stable.</summary>
public enum OrderRefusal
{
    EnvelopeTooLarge = 1,

    /// <summary>Not a signed envelope, or its signature does not hold in this network's domain.</summary>
    EnvelopeInvalid,
    PayloadTypeWrong,
    PayloadMalformed,

    /// <summary>Readable, but not the one encoding of what it says.</summary>
    NotCanonical,
    VersionUnsupported,
    NetworkMismatch,
    MakerInvalid,
    SignerIsNotMaker,
    AgentInvalid,
    AssetInvalid,

    /// <summary>The quote is not bitcoin, or the base is.</summary>
    PairUnsupported,
    SideInvalid,
    AmountInvalid,
    PriceInvalid,

    /// <summary>The whole order costs no satoshi, or more than can exist.</summary>
    QuoteOutOfRange,
    MinimumFillInvalid,
    TimesInvalid,
    LifetimeTooLong,
    CreatedInFuture,
    Expired,
    FeeBoundsInvalid,

    /// <summary>The side that gives the asset names no coin.</summary>
    BackingMissing,

    /// <summary>The side that gives bitcoin names coins.</summary>
    BackingUnexpected,
    BackingTooLong,
    BackingInvalid,
    ProofCountWrong,
    ProofInvalid,
    OrderIdInvalid,
    SequenceInvalid,
}
