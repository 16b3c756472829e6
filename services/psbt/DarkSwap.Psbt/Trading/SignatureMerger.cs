using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Domain.Settlement;

namespace DarkSwap.Psbt.Trading;

/// <summary>Combines PSBTs of the same transaction, each signature verified. That the transaction is the agreed one is for the checks to say.</summary>
public static class SignatureMerger
{
    private const int MaximumPsbts = 8;

    public static Result<SignaturesMerged, SettlementRefusal> Merge(MergeSignatures request)
    {
        var terms = SettlementTermsReader.Read(request.Terms);
        if (!terms.IsSuccess)
        {
            return terms.Error;
        }

        if (request.Psbts.Count is 0 or > MaximumPsbts)
        {
            return new SettlementRefusal(SettlementRefusalReason.InvalidPsbt, $"1 to {MaximumPsbts} PSBTs are merged at a time.");
        }

        TradePsbt? merged = null;
        foreach (var bytes in request.Psbts)
        {
            var read = TradePsbt.Read(bytes, terms.Value.Inputs);
            if (read.IsSuccess && read.Value.SignatureFault is { } fault)
            {
                return new SettlementRefusal(SettlementRefusalReason.InvalidSignature, fault);
            }

            var next = read.IsSuccess && merged is not null ? merged.CombineWith(read.Value, terms.Value.Inputs) : read;
            if (!next.IsSuccess)
            {
                return next.Error;
            }

            merged = next.Value;
        }

        return merged!.SignatureFault is { } wrong
            ? new SettlementRefusal(SettlementRefusalReason.InvalidSignature, wrong)
            : new SignaturesMerged { Psbt = merged.ToArray(), SignedInputs = merged.SignedInputs };
    }
}
