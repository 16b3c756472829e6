using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>The other side's signature over final terms: a signed trade message that names template hash and transaction id.</summary>
public static class TermsSignature
{
    /// <param name="envelope">The signed envelope around a <see cref="TradeMessage"/>.</param>
    /// <param name="counterparty">Peer id of the key that must have signed.</param>
    public static bool Verifies(ReadOnlySpan<byte> envelope, SettlementTerms terms, SettlementTemplate template, string counterparty) =>
        TradeMessages.TryOpen(envelope, terms.Network, out var signer, out var message, out _)
        && signer.ToString() == counterparty
        && message is { ContentCase: TradeMessage.ContentOneofCase.Signature, Signature: { } signature }
        && TradeMessages.TryReadTradeId(message.TradeId, out var tradeId)
        && tradeId == terms.TradeId
        && signature.TemplateHash.Span.SequenceEqual(template.ComputeHash())
        && signature.TransactionId.Span.SequenceEqual(template.Transaction.Id.ToArray());
}
