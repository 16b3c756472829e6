using System.Collections.Immutable;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Turns verified signatures into final scripts: P2WPKH, P2SH-P2WPKH, P2TR by key, P2PKH and plain m-of-n in any wrapping (the finalizer's role).</summary>
public static class PsbtFinalizer
{
    /// <summary>Every signature is verified first. Finalizes all inputs or none.</summary>
    public static Result<Psbt, PsbtError> Complete(Psbt psbt, PsbtCheckOptions options)
    {
        ImmutableArray<TransactionOutput> spentOutputs = default;
        if ((PsbtChecks.CheckSignatures(psbt, options) ?? PsbtSpentOutputs.Resolve(psbt, options, out spentOutputs)) is { } error)
        {
            return error;
        }

        var builder = new PsbtBuilder(psbt);
        foreach (var input in psbt.Inputs)
        {
            if (input.IsFinalized)
            {
                continue;
            }

            PsbtSpend.Resolve(input, spentOutputs[input.Index], out var spend);
            if (Complete(spend, builder.Inputs[input.Index]) is { } reason)
            {
                return PsbtError.AtInput(input.Index, reason);
            }
        }

        return builder.Build();
    }

    private static PsbtErrorReason? Complete(PsbtSpend spend, PsbtInputBuilder builder)
    {
        if (spend.Kind == PsbtSpendKind.Taproot)
        {
            if (spend.Input.TaprootKeySignature is not { } signature)
            {
                return PsbtErrorReason.MissingSignature;
            }

            builder.SetFinal(Script.Empty, new Witness([signature]));
            return null;
        }

        var reason = TryGetStack(spend, out var stack);
        if (reason is not null)
        {
            return reason;
        }

        if (spend.Kind == PsbtSpendKind.Legacy)
        {
            if (spend.Input.RedeemScript is { } legacyRedeemScript)
            {
                stack = stack.Add(legacyRedeemScript.Bytes);
            }

            builder.SetFinal(PushAll(stack), Witness.Empty);
            return null;
        }

        stack = spend.Input.WitnessScript is { } witnessScript ? stack.Add(witnessScript.Bytes) : stack;
        builder.SetFinal(spend.Input.RedeemScript is { } redeemScript ? PushAll([redeemScript.Bytes]) : Script.Empty, new Witness(stack));
        return null;
    }

    private static PsbtErrorReason? TryGetStack(PsbtSpend spend, out ImmutableArray<ReadOnlyMemory<byte>> stack)
    {
        stack = [];
        var signatures = spend.Input.PartialSignatures;
        if (spend.ScriptCode.Type == ScriptType.PayToPublicKeyHash)
        {
            if (signatures.Count == 0)
            {
                return PsbtErrorReason.MissingSignature;
            }

            stack = [signatures[0].Value, signatures[0].KeyData];
            return null;
        }

        if (!MultipleSignatureScript.TryParse(spend.ScriptCode, out var script))
        {
            return PsbtErrorReason.UnsupportedScript;
        }

        // The empty item feeds the one too many that OP_CHECKMULTISIG takes.
        ReadOnlyMemory<byte>[] ordered =
        [
            default,
            .. script.PublicKeys
                .SelectMany(key => signatures.Where(signature => signature.KeyData.Span.SequenceEqual(key.Span)).Take(1))
                .Select(signature => signature.Value)
                .Take(script.RequiredSignatures),
        ];
        stack = [.. ordered];
        return stack.Length == script.RequiredSignatures + 1 ? null : PsbtErrorReason.MissingSignature;
    }

    private static Script PushAll(ImmutableArray<ReadOnlyMemory<byte>> items)
    {
        var builder = new ScriptBuilder();
        foreach (var item in items)
        {
            builder.Push(item.Span);
        }

        return builder.Build();
    }
}
