using System.Collections.Immutable;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Hosting.Problems;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Trading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>The roles that make something: creator, updater, combiner, finalizer and extractor, broadcaster.</summary>
internal static class PsbtBuilding
{
    private const int MaximumItems = 500;
    private const int MaximumCombined = 16;
    private const int MaximumScriptLength = 10_000;

    public static Results<Ok<PsbtResponse>, ProblemHttpResult> Create(CreatePsbtRequest request, NodeAddresses addresses)
    {
        var errors = new Dictionary<string, string[]>();
        var inputs = ReadInputs(request, errors);
        var outputs = ReadOutputs(request, addresses, errors);
        if (errors.Count > 0)
        {
            return ProblemResults.Invalid(errors);
        }

        var transaction = new Transaction(2, inputs, outputs, request.LockTime);
        return TypedResults.Ok(new PsbtResponse(Bitcoin.Psbts.Psbt.Create(transaction).ToArray(), transaction.Id.ToString()));
    }

    public static async Task<Results<Ok<PsbtResponse>, ProblemHttpResult>> UpdateAsync(
        PsbtRequest request, IChainSource chain, PreviousTransactions previousTransactions, CancellationToken cancellationToken)
    {
        if (PsbtBodies.TryRead(request.Psbt, out var psbt) is { } problem)
        {
            return problem;
        }

        var builder = new PsbtBuilder(psbt!);
        try
        {
            foreach (var input in psbt!.Inputs)
            {
                if (await chain.GetUnspentOutputAsync(input.PreviousOutput, includeMempool: true, cancellationToken) is not { } coin)
                {
                    return ProblemResults.Conflict("coin-unavailable", "A coin is spent or does not exist", $"{input.PreviousOutput}, input {input.Index}.");
                }

                builder.Inputs[input.Index].SetSpentOutput(new TransactionOutput(coin.ValueSatoshis, coin.Script));
                if (coin.Script.Type != ScriptType.PayToTaproot && await previousTransactions.FindAsync(coin, cancellationToken) is { } previous)
                {
                    builder.Inputs[input.Index].SetPreviousTransaction(previous);
                }
            }
        }
        catch (ChainSourceException fault)
        {
            return ChainProblems.Of(fault);
        }

        var updated = builder.Build();
        return TypedResults.Ok(new PsbtResponse(updated.ToArray(), updated.UnsignedTransaction.Id.ToString()));
    }

    public static Results<Ok<PsbtResponse>, ProblemHttpResult> Combine(CombinePsbtsRequest request)
    {
        if (request.Psbts.Count is < 2 or > MaximumCombined)
        {
            return ProblemResults.Invalid("psbts", $"are 2 to {MaximumCombined}");
        }

        Bitcoin.Psbts.Psbt? combined = null;
        for (var index = 0; index < request.Psbts.Count; index++)
        {
            if (PsbtBodies.TryRead(request.Psbts[index] ?? [], out var psbt, $"psbts[{index}]") is { } problem)
            {
                return problem;
            }

            if (combined is null)
            {
                combined = psbt;
                continue;
            }

            var result = combined.CombineWith(psbt!);
            if (!result.IsSuccess)
            {
                return ProblemResults.Conflict("psbts-not-combinable", "The PSBTs cannot be combined", $"psbts[{index}]: {result.Error}.");
            }

            combined = result.Value;
        }

        return TypedResults.Ok(new PsbtResponse(combined!.ToArray(), combined.UnsignedTransaction.Id.ToString()));
    }

    public static Results<Ok<FinalizedPsbtResponse>, ProblemHttpResult> Complete(PsbtRequest request)
    {
        if (PsbtBodies.TryRead(request.Psbt, out var psbt) is { } problem)
        {
            return problem;
        }

        var completed = PsbtFinalizer.Complete(psbt!, PsbtCheckOptions.Default);
        if (!completed.IsSuccess)
        {
            return ProblemResults.Conflict("psbt-not-final", "The PSBT cannot be finalized", $"{completed.Error}.");
        }

        var extracted = PsbtExtractor.Extract(completed.Value);
        return extracted.IsSuccess
            ? TypedResults.Ok(new FinalizedPsbtResponse(completed.Value.ToArray(), extracted.Value.ToArray(), extracted.Value.Id.ToString(), extracted.Value.VirtualSize))
            : ProblemResults.Conflict("psbt-not-final", "The PSBT cannot be finalized", $"{extracted.Error}.");
    }

    public static async Task<Results<Ok<BroadcastResponse>, ProblemHttpResult>> BroadcastAsync(BroadcastRequest request, IChainSource chain, CancellationToken cancellationToken)
    {
        if (request.Transaction.Length > Bitcoin.Psbts.Psbt.MaximumSize || !Transaction.TryRead(request.Transaction, out var transaction) || transaction.Inputs.IsEmpty)
        {
            return ProblemResults.Invalid("transaction", "is no transaction");
        }

        try
        {
            var result = await chain.BroadcastAsync(transaction, cancellationToken);
            return result.IsSuccess
                ? TypedResults.Ok(new BroadcastResponse(result.Value.ToString()))
                : ProblemResults.Conflict("broadcast-refused", "The Bitcoin node refuses the transaction", result.Error.Reason);
        }
        catch (ChainSourceException fault)
        {
            return ChainProblems.Of(fault);
        }
    }

    private static ImmutableArray<TransactionInput> ReadInputs(CreatePsbtRequest request, Dictionary<string, string[]> errors)
    {
        if (request.Inputs.Count is 0 or > MaximumItems)
        {
            errors["inputs"] = [$"are 1 to {MaximumItems}"];
            return [];
        }

        var inputs = ImmutableArray.CreateBuilder<TransactionInput>(request.Inputs.Count);
        var seen = new HashSet<OutPoint>();
        for (var index = 0; index < request.Inputs.Count; index++)
        {
            var input = request.Inputs[index];
            if (input is null || !OutPoint.TryParse(input.OutPoint, out var outPoint) || !seen.Add(outPoint))
            {
                errors[$"inputs[{index}].outPoint"] = ["is txid:index, each once"];
                continue;
            }

            inputs.Add(new TransactionInput(outPoint, input.Sequence ?? TransactionInput.ReplaceableSequence));
        }

        return inputs.ToImmutable();
    }

    private static ImmutableArray<TransactionOutput> ReadOutputs(CreatePsbtRequest request, NodeAddresses addresses, Dictionary<string, string[]> errors)
    {
        if (request.Outputs.Count is 0 or > MaximumItems)
        {
            errors["outputs"] = [$"are 1 to {MaximumItems}"];
            return [];
        }

        var outputs = ImmutableArray.CreateBuilder<TransactionOutput>(request.Outputs.Count);
        for (var index = 0; index < request.Outputs.Count; index++)
        {
            if (request.Outputs[index] is not { } output)
            {
                errors[$"outputs[{index}]"] = ["is required"];
                continue;
            }

            var script = output.Script is { } bytes ? new Script(bytes) : default;
            if (!Money.IsInRange(output.Satoshis))
            {
                errors[$"outputs[{index}].satoshis"] = ["is 0 to 2100000000000000"];
            }
            else if (output.Address is null == output.Script is null)
            {
                errors[$"outputs[{index}]"] = ["has an address or a script, one of the two"];
            }
            else if (output.Address is not null && !addresses.TryRead(output.Address, out script))
            {
                errors[$"outputs[{index}].address"] = ["is no address of this node's network"];
            }
            else if (script.Length > MaximumScriptLength)
            {
                errors[$"outputs[{index}].script"] = [$"has at most {MaximumScriptLength} bytes"];
            }
            else
            {
                outputs.Add(new TransactionOutput(output.Satoshis, script));
            }
        }

        return outputs.ToImmutable();
    }
}
