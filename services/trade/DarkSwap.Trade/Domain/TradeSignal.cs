using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Trade.Domain;

/// <summary>What can happen to a trade: the machine's whole input besides the time.</summary>
public abstract record TradeSignal
{
    private TradeSignal()
    {
    }

    /// <summary>Time has passed.</summary>
    public sealed record Tick : TradeSignal;

    /// <summary>The operator accepts a proposal to an order with manual acceptance.</summary>
    public sealed record Accept : TradeSignal;

    /// <summary>The operator refuses a proposal.</summary>
    public sealed record Decline(string? Reason) : TradeSignal;

    public sealed record Cancel(string? Reason) : TradeSignal;

    /// <summary>The taker's wallet has signed, and the checks have passed.</summary>
    public sealed record SubmitSignatures(byte[] Psbt) : TradeSignal;

    /// <summary>The maker's wallet has signed, and the checks have passed after merging.</summary>
    public sealed record SubmitFinal(byte[] Psbt, byte[] Transaction) : TradeSignal;

    /// <param name="FeeRate">Satoshis per 1,000 virtual bytes.</param>
    public sealed record BumpFee(long FeeRate) : TradeSignal;

    /// <summary>The wallet has signed the self-spend that ends an encumbered trade.</summary>
    public sealed record SubmitReclaim(string TransactionId, byte[] Transaction) : TradeSignal;

    /// <summary>A message whose signature is the sender's.</summary>
    public sealed record PeerMessage(string Sender, TradeMessage Message, byte[] Payload, byte[] Envelope) : TradeSignal;

    public sealed record CoinsLocked : TradeSignal;

    public sealed record CoinLockRefused(string OutPoint) : TradeSignal;

    public sealed record TransactionObserved(string TransactionId, TransactionStatus Status, int Confirmations, long Version) : TradeSignal;

    public sealed record InputSpent(string OutPoint, string SpendingTransactionId, TransactionStatus Status, int Confirmations, long Version) : TradeSignal;

    public sealed record BroadcastRefused(string TransactionId, string Reason) : TradeSignal;

    /// <summary>Result of <see cref="TradeActivity.LookUpOrder"/>.</summary>
    public sealed record OrderFound(OrderSnapshot? Order, Settlement? Settlement, bool IsAssetSourceMissing) : TradeSignal;

    /// <summary>Result of <see cref="TradeActivity.SelectInputs"/>.</summary>
    public sealed record InputsSelected(TradeParty Party) : TradeSignal;

    /// <summary>Result of <see cref="TradeActivity.PrepareTemplate"/>.</summary>
    public sealed record TemplateBuilt(TemplatePrepared Template) : TradeSignal;

    /// <summary>Result of <see cref="TradeActivity.CheckTerms"/>: every check has passed.</summary>
    public sealed record TermsChecked(RoundMeaning Meaning) : TradeSignal;

    /// <summary>Result of <see cref="TradeActivity.VerifyPeerSignatures"/>.</summary>
    public sealed record PeerSignaturesVerified : TradeSignal;

    /// <summary>The activity's work came to a refusal that will not change.</summary>
    /// <param name="Reason">Stable name.</param>
    public sealed record WorkFailed(string Reason) : TradeSignal;

    /// <summary>The drafts of the activity (or of the notice) are signed.</summary>
    public sealed record MessagesSigned(IReadOnlyList<byte[]> Envelopes) : TradeSignal;
}
