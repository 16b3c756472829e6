using System.Numerics;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>3: by simulation, this side gives and gets exactly what was agreed, in satoshis and in every asset.</summary>
public sealed class NetChangeIsAsAgreedCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.NetChangeIsAsAgreed;

    public bool RunsAt(TradeCheckStage stage) => true;

    public CheckFault? Run(SettlementCheckContext context)
    {
        if (context.Transaction is not { } transaction || SettlementReview.Simulate(context) is not { } outcome)
        {
            return new("What the inputs hold is not known now.", IsTransient: true);
        }

        if (SettlementReview.HasUnknownAssets(context))
        {
            return new("Whether the inputs hold inscriptions or alkanes is not known now.", IsTransient: true);
        }

        var terms = context.Terms;
        var runes = outcome.RuneChanges(context.Own.Scripts);
        var agreed = context.OwnRole == TradeRole.GivesBitcoin ? (BigInteger)terms.Fill : -(BigInteger)terms.Fill;
        if (runes.Count != 1 || runes.GetValueOrDefault(terms.Rune) != agreed)
        {
            return new($"This side would change by {string.Join(", ", runes.Select(change => $"{change.Value} of {change.Key}"))}, not by {agreed} of {terms.Rune}.");
        }

        var satoshis = outcome.SatoshiChange(context.Own.Scripts);
        var (least, most) = AgreedSatoshis(context, transaction);
        return satoshis < least || satoshis > most ? new($"This side would change by {satoshis} satoshis, not by {most}.") : null;
    }

    /// <summary>Exact, but for what the bitcoin side may lose when its change would be dust.</summary>
    private static (long Least, long Most) AgreedSatoshis(SettlementCheckContext context, Transaction transaction)
    {
        var terms = context.Terms;
        var required = SettlementReview.RequiredFee(terms, transaction);
        var isPayer = terms.Taker == context.OwnRole;
        if (context.OwnRole == TradeRole.GivesAsset)
        {
            var gain = terms.QuoteSatoshis - (isPayer ? required : 0);
            return (gain, gain);
        }

        var loss = -terms.QuoteSatoshis - (isPayer ? required : 0);
        return (loss - SettlementReview.LargestDroppedChange(terms, transaction), loss);
    }
}
