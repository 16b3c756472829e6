using DarkSwap.Bitcoin.MessageSigning;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>BIP-322 proofs that a coin's key agreed to its being put up.</summary>
public static class CoinProof
{
    /// <summary>Longest witness that is looked at, in bytes.</summary>
    private const int MaximumLength = 4096;

    /// <summary>The maker proves its coins to the order, the taker to the trade.</summary>
    public static string MessageOf(SettlementTerms terms, TradeRole role) => role == terms.Taker
        ? SigningDomains.TradeProofMessage(terms.Network, terms.TradeId)
        : SigningDomains.BackingMessage(terms.Network, terms.OrderId);

    public static bool Verifies(SettlementInput input, string message) => Verifies(input.Script, input.Proof.Span, message);

    /// <param name="proof">The witness bytes of a simple signature.</param>
    public static bool Verifies(Script script, ReadOnlySpan<byte> proof, string message) =>
        proof.Length is > 0 and <= MaximumLength && MessageSignature.Verify(script, message, Convert.ToBase64String(proof)) == MessageVerdict.Valid;
}
