using System.Collections.Immutable;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Reads terms that came from the other side, or from a request, into <see cref="SettlementTerms"/>.</summary>
public static class SettlementTermsReader
{
    public static Result<SettlementTerms, SettlementRefusal> Read(TradeTerms terms)
    {
        if (terms.TemplateVersion != SettlementLimits.TemplateVersion)
        {
            return Refuse(SettlementRefusalReason.UnsupportedTemplateVersion, $"Template version {terms.TemplateVersion} is not known here.");
        }

        if (!RuneAsset.TryParse(terms.Asset, out var rune))
        {
            return Refuse(SettlementRefusalReason.UnsupportedAsset, "Only runes can be settled.");
        }

        if (terms.Fill == UInt128.Zero || terms.QuoteSatoshis < 1 || !Money.IsInRange(terms.QuoteSatoshis))
        {
            return Refuse(SettlementRefusalReason.InvalidAmount, "Fill and price must be at least 1, and the price at most 21 million bitcoin.");
        }

        if (terms.FeeRate is < 1 or > SettlementLimits.MaximumFeeRate)
        {
            return Refuse(SettlementRefusalReason.InvalidFeeRate, $"The fee rate must be 1 to {SettlementLimits.MaximumFeeRate} satoshis per 1,000 virtual bytes.");
        }

        if (!Enum.IsDefined(terms.Taker))
        {
            return Refuse(SettlementRefusalReason.InvalidAmount, "The taker's role is not known.");
        }

        var assetSide = ReadParty(terms.AssetSide);
        var bitcoinSide = ReadParty(terms.BitcoinSide);
        if (!assetSide.IsSuccess || !bitcoinSide.IsSuccess)
        {
            return (assetSide.Error ?? bitcoinSide.Error)!;
        }

        var read = new SettlementTerms
        {
            Network = terms.Network,
            TradeId = terms.TradeId,
            OrderId = terms.OrderId,
            Rune = rune,
            Fill = terms.Fill,
            QuoteSatoshis = terms.QuoteSatoshis,
            AssetSide = assetSide.Value,
            BitcoinSide = bitcoinSide.Value,
            FeeRate = terms.FeeRate,
            Taker = terms.Taker,
        };
        return Check(read) is { } refusal ? refusal : read;
    }

    /// <summary>Whether a script can be paid: one of the templates that wallets use, so that its dust limit is known.</summary>
    public static bool IsPayable(Script script) => script.Type is ScriptType.PayToPublicKeyHash or ScriptType.PayToScriptHash
        or ScriptType.PayToWitnessPublicKeyHash or ScriptType.PayToWitnessScriptHash or ScriptType.PayToTaproot;

    private static SettlementRefusal? Check(SettlementTerms terms)
    {
        if (!Money.TrySum(terms.Inputs.Select(input => input.SpentOutput), out _))
        {
            return Refuse(SettlementRefusalReason.InvalidAmount, "The inputs hold more than all the bitcoin there can be.");
        }

        var repeated = terms.Inputs.GroupBy(input => input.OutPoint).FirstOrDefault(group => group.Skip(1).Any());
        return repeated is null ? null : Refuse(SettlementRefusalReason.RepeatedInput, $"{repeated.Key} is offered twice.");
    }

    private static Result<SettlementParty, SettlementRefusal> ReadParty(TradeParty party)
    {
        if (party.Inputs.Count is 0 or > SettlementLimits.MaximumInputsOfOneSide)
        {
            return Refuse(SettlementRefusalReason.TooManyInputs, $"Each side has 1 to {SettlementLimits.MaximumInputsOfOneSide} inputs.");
        }

        var receiveScript = new Script(party.ReceiveScript);
        var changeScript = new Script(party.ChangeScript);
        if (!IsPayable(receiveScript) || !IsPayable(changeScript))
        {
            return Refuse(SettlementRefusalReason.UnsupportedScript, "A destination is none of the standard outputs.");
        }

        var inputs = ImmutableArray.CreateBuilder<SettlementInput>(party.Inputs.Count);
        foreach (var input in party.Inputs)
        {
            var read = ReadInput(input);
            if (!read.IsSuccess)
            {
                return read.Error;
            }

            inputs.Add(read.Value);
        }

        inputs.Sort((left, right) => left.OutPoint.CompareTo(right.OutPoint));
        return new SettlementParty(inputs.DrainToImmutable(), receiveScript, changeScript);
    }

    private static Result<SettlementInput, SettlementRefusal> ReadInput(TradeInput input)
    {
        if (!OutPoint.TryParse(input.OutPoint, out var outPoint) || input.Satoshis < 1 || !Money.IsInRange(input.Satoshis))
        {
            return Refuse(SettlementRefusalReason.InvalidInput, "An input's outpoint or amount is malformed.");
        }

        var script = new Script(input.Script);
        if (script.Type is not (ScriptType.PayToWitnessPublicKeyHash or ScriptType.PayToTaproot))
        {
            return Refuse(SettlementRefusalReason.UnsupportedScript, $"{outPoint} is neither P2WPKH nor P2TR.");
        }

        return new SettlementInput(outPoint, input.Satoshis, script)
        {
            PreviousTransaction = input.PreviousTransaction is { } previous ? new ReadOnlyMemory<byte>(previous) : null,
            Proof = input.Proof,
        };
    }

    private static SettlementRefusal Refuse(SettlementRefusalReason reason, string detail) => new(reason, detail);
}
