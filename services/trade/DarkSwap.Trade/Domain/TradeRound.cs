using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Trade.Domain;

/// <summary>One template of a trade: the first, or one with a higher fee rate. All rounds share all inputs, and any round's transaction completes the trade.</summary>
public sealed record TradeRound
{
    /// <summary>0 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    public required long FeeRate { get; init; }

    /// <summary>The taker signs until then.</summary>
    public required DateTimeOffset SignBy { get; init; }

    /// <summary>The maker signs until then.</summary>
    public required DateTimeOffset AcceptUntil { get; init; }

    /// <summary>What the other side says that the template is; compared with our own rebuild.</summary>
    public byte[]? PeerTemplate { get; init; }

    public byte[]? PeerTemplateHash { get; init; }

    public string? PeerTransactionId { get; init; }

    /// <summary>The other side's signed envelope over template hash and transaction id.</summary>
    public byte[]? PeerTermsSignature { get; init; }

    /// <summary>Our own rebuild.</summary>
    public TemplatePrepared? Template { get; init; }

    /// <summary>What the checks say that signing means for this side.</summary>
    public RoundMeaning? Meaning { get; init; }

    /// <summary>The PSBT that the other side signed.</summary>
    public byte[]? PeerPsbt { get; init; }

    /// <summary>Whether the other side's signatures were found valid.</summary>
    public bool IsPeerPsbtVerified { get; init; }

    /// <summary>The PSBT that our user signed.</summary>
    public byte[]? OwnPsbt { get; init; }

    /// <summary>From the commit that put it into the outbox on.</summary>
    public bool IsOwnSignatureOut { get; init; }

    /// <summary>The final transaction, where this side has it.</summary>
    public byte[]? Transaction { get; init; }

    /// <summary>A fee bump that came to nothing.</summary>
    public bool IsAbandoned { get; init; }
}
