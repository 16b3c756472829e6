using System.Collections.Immutable;
using System.Globalization;
using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Hosting.Problems;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Domain.Settlement.Checks;
using DarkSwap.Psbt.Trading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>Questions about PSBTs that change nothing.</summary>
internal static class PsbtReading
{
    public static Results<Ok<DecodedPsbtResponse>, ProblemHttpResult> Decode(PsbtRequest request, NodeAddresses addresses)
    {
        if (PsbtBodies.TryRead(request.Psbt, out var psbt) is { } problem)
        {
            return problem;
        }

        var transaction = psbt!.UnsignedTransaction;
        return TypedResults.Ok(new DecodedPsbtResponse
        {
            TransactionId = transaction.Id.ToString(),
            Version = transaction.Version,
            LockTime = transaction.LockTime,
            Inputs = [.. psbt.Inputs.Select(input => Describe(input, transaction, addresses))],
            Outputs = [.. transaction.Outputs.Select((output, index) => Describe(output, index, transaction.Outputs.Length, addresses))],
        });
    }

    public static Results<Ok<AnalysedPsbtResponse>, ProblemHttpResult> Analyse(PsbtRequest request)
    {
        if (PsbtBodies.TryRead(request.Psbt, out var psbt) is { } problem)
        {
            return problem;
        }

        var inputs = psbt!.Inputs.Select(input => new AnalysedInputResponse(input.Index, input.PreviousOutput.ToString(), NextRole(input))).ToList();
        var next = inputs.Select(input => input.Next).DefaultIfEmpty(PsbtRole.Updater).Min();
        var spent = psbt.Inputs.Select(ClaimedOutput).ToImmutableArray();
        var isComplete = spent.All(output => output is not null) && Money.TrySum(spent!, out _) && Money.TrySum(psbt.UnsignedTransaction.Outputs, out _);
        if (!isComplete || SignedWeight.Of(psbt.UnsignedTransaction, spent.Select(output => output!.Script)) is not { } weight)
        {
            return TypedResults.Ok(new AnalysedPsbtResponse { Next = next, Inputs = inputs });
        }

        var fee = spent.Sum(output => output!.ValueSatoshis) - psbt.UnsignedTransaction.Outputs.Sum(output => output.ValueSatoshis);
        return TypedResults.Ok(new AnalysedPsbtResponse
        {
            Next = next,
            Inputs = inputs,
            FeeSatoshis = fee.ToString(CultureInfo.InvariantCulture),
            FeeRate = fee < 0 ? null : TransactionFee.RateFor(fee, weight).ToString(CultureInfo.InvariantCulture),
            VirtualSize = (weight + 3) / 4,
        });
    }

    public static async Task<Results<Ok<VerifiedPsbtResponse>, ProblemHttpResult>> VerifyAsync(PsbtRequest request, IChainSource chain, CancellationToken cancellationToken)
    {
        if (PsbtBodies.TryRead(request.Psbt, out var psbt) is { } problem)
        {
            return problem;
        }

        try
        {
            var coins = new Dictionary<OutPoint, TransactionOutput>();
            foreach (var outPoint in psbt!.Inputs.Select(input => input.PreviousOutput).Distinct())
            {
                if (await chain.GetUnspentOutputAsync(outPoint, includeMempool: true, cancellationToken) is { } coin)
                {
                    coins[outPoint] = new TransactionOutput(coin.ValueSatoshis, coin.Script);
                }
            }

            var error = PsbtChecks.Check(psbt, PsbtCheckOptions.Default with { ChainCoins = coins });
            return TypedResults.Ok(new VerifiedPsbtResponse(error is null, error?.Reason.ToString(), error?.InputIndex, error?.OutputIndex));
        }
        catch (ChainSourceException fault)
        {
            return ChainProblems.Of(fault);
        }
    }

    public static async Task<Results<Ok<SimulatedPsbtResponse>, ProblemHttpResult>> SimulateAsync(
        PsbtRequest request, CoinInspector inspector, NodeAddresses addresses, CancellationToken cancellationToken)
    {
        if (PsbtBodies.TryRead(request.Psbt, out var psbt) is { } problem)
        {
            return problem;
        }

        var transaction = psbt!.UnsignedTransaction;
        if (!Money.TrySum(transaction.Outputs, out var given) || transaction.Inputs.Length > RuneIndex.IRuneIndex.MaximumItems)
        {
            return ProblemResults.Invalid("psbt", "has amounts out of range or too many inputs");
        }

        var inspection = await inspector.InspectAsync(transaction.Inputs.Select(input => input.PreviousOutput), tradeId: null, cancellationToken);
        var spent = ImmutableArray.CreateBuilder<SpentCoin>(transaction.Inputs.Length);
        foreach (var input in transaction.Inputs)
        {
            var facts = inspection.FactsOf(input.PreviousOutput);
            if (facts.Presence == CoinPresence.SpentOrMissing)
            {
                return ProblemResults.Conflict("coin-unavailable", "A coin is spent or does not exist", $"{input.PreviousOutput}.");
            }

            if (facts is not { Output: { } output, Runes: { } runes })
            {
                return ProblemResults.Unavailable(
                    "rune-index-behind", "What the coins hold is not known now", inspection.Sources.BehindDetail ?? $"{input.PreviousOutput} is not confirmed.");
            }

            spent.Add(new(output, runes));
        }

        return SettlementSimulation.Run(transaction, spent.ToImmutable()) is { } outcome
            ? TypedResults.Ok(Describe(outcome, spent.Sum(coin => coin.Output.ValueSatoshis) - given, addresses))
            : ProblemResults.Invalid("psbt", "spends more of a rune than there can be");
    }

    private static SimulatedPsbtResponse Describe(SettlementOutcome outcome, long fee, NodeAddresses addresses)
    {
        var scripts = outcome.Inputs.Select(input => input.Output.Script).Concat(outcome.Outputs.Where(output => !output.Script.IsOpReturn).Select(output => output.Script)).Distinct();
        return new SimulatedPsbtResponse
        {
            Inputs = [.. outcome.Inputs.Select((coin, index) => new SimulatedCoinResponse(index, AddressOf(coin.Output.Script, addresses), coin.Output.ValueSatoshis, CoinResponses.Of(coin.Runes)))],
            Outputs = [.. outcome.Outputs.Select((output, index) => new SimulatedCoinResponse(index, AddressOf(output.Script, addresses), output.Satoshis, CoinResponses.Of(output.Runes)))],
            Addresses = [.. scripts.Select(script => Change(outcome, script, addresses))],
            FeeSatoshis = fee,
            IsCenotaph = outcome.IsCenotaph,
        };
    }

    private static SimulatedChangeResponse Change(SettlementOutcome outcome, Script script, NodeAddresses addresses)
    {
        var own = new HashSet<Script> { script };
        var runes = outcome.RuneChanges(own).Select(change => new SimulatedAssetChangeResponse(RuneAsset.Format(change.Key), change.Value.ToString(CultureInfo.InvariantCulture)));
        return new(addresses.Format(script), outcome.SatoshiChange(own), [.. runes]);
    }

    private static DecodedInputResponse Describe(PsbtInput input, Transaction transaction, NodeAddresses addresses)
    {
        var spent = ClaimedOutput(input);
        return new DecodedInputResponse
        {
            Index = input.Index,
            OutPoint = input.PreviousOutput.ToString(),
            Sequence = transaction.Inputs[input.Index].Sequence,
            Satoshis = spent?.ValueSatoshis ?? 0,
            IsSpentOutputKnown = spent is not null,
            Address = spent is null ? null : AddressOf(spent.Script, addresses),
            Script = spent?.Script.ToArray(),
            HasPreviousTransaction = input.PreviousTransaction is not null,
            SignatureHashType = input.SignatureHashType,
            HasSignature = input.HasSignature,
            IsFinalized = input.IsFinalized,
        };
    }

    private static DecodedOutputResponse Describe(TransactionOutput output, int index, int outputCount, NodeAddresses addresses) => new()
    {
        Index = index,
        Satoshis = output.ValueSatoshis,
        Address = AddressOf(output.Script, addresses),
        Script = output.Script.ToArray(),
        Runestone = RunestoneDecoder.Decode(output.Script.Span, outputCount) switch
        {
            Runestone runestone => string.Join("; ", runestone.Edicts.Select(edict => $"{edict.Amount} of {edict.Id} to output {edict.Output}").Append($"rest to output {runestone.Pointer?.ToString(CultureInfo.InvariantCulture) ?? "default"}")),
            Cenotaph cenotaph => $"cenotaph: {cenotaph.Flaw}",
            _ => null,
        },
    };

    private static TransactionOutput? ClaimedOutput(PsbtInput input) =>
        input.SpentOutput
        ?? (input.PreviousTransaction is { } previous && previous.Id == input.PreviousOutput.TransactionId && input.PreviousOutput.Index < previous.Outputs.Length
            ? previous.Outputs[(int)input.PreviousOutput.Index]
            : null);

    private static PsbtRole NextRole(PsbtInput input) =>
        input.IsFinalized ? PsbtRole.Extractor : input.HasSignature ? PsbtRole.Finalizer : ClaimedOutput(input) is not null ? PsbtRole.Signer : PsbtRole.Updater;

    private static string? AddressOf(Script script, NodeAddresses addresses) => addresses.Format(script) is { } text && text != script.ToString() ? text : null;
}
