using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Verifies final scripts of the spends that this library finalizes itself with one key: P2WPKH, nested P2WPKH, P2TR by key and P2PKH. Others cannot be judged without a script interpreter and are refused.</summary>
internal static class PsbtFinalChecks
{
    public static PsbtErrorReason? Check(PsbtSpend spend, SignatureHasher hasher, PsbtCheckOptions options)
    {
        var witness = spend.Input.FinalWitness ?? Witness.Empty;
        var scriptSignature = spend.Input.FinalScriptSignature ?? Script.Empty;
        var output = spend.SpentOutput.Script;
        switch (output.Type)
        {
            case ScriptType.PayToTaproot:
                return scriptSignature.IsEmpty && witness.Items.Length == 1
                    ? PsbtSignatureChecks.CheckSchnorr(spend, hasher, options, spend.TaprootOutputKey, witness.Items[0].Span, default)
                    : PsbtErrorReason.UnsupportedScript;
            case ScriptType.PayToWitnessPublicKeyHash:
                return scriptSignature.IsEmpty ? CheckKeyAndSignature(spend, hasher, options, witness.Items) : PsbtErrorReason.InvalidFinalScript;
            case ScriptType.PayToPublicKeyHash:
                return witness.IsEmpty && TryGetPushes(scriptSignature, out var pushes)
                    ? CheckKeyAndSignature(spend, hasher, options, pushes)
                    : PsbtErrorReason.InvalidFinalScript;
            case ScriptType.PayToScriptHash:
                return CheckNested(spend, hasher, options, scriptSignature, witness);
            case ScriptType.NonStandard or ScriptType.PayToWitnessScriptHash or ScriptType.FutureWitnessProgram or ScriptType.NullData:
            default:
                return PsbtErrorReason.UnsupportedScript;
        }
    }

    /// <summary>The redeem script is in the scriptSig, as finalizing removed the field.</summary>
    private static PsbtErrorReason? CheckNested(PsbtSpend spend, SignatureHasher hasher, PsbtCheckOptions options, Script scriptSignature, Witness witness)
    {
        if (!TryGetPushes(scriptSignature, out var pushes) || pushes is not [var redeemScript] || new Script(redeemScript).Type != ScriptType.PayToWitnessPublicKeyHash)
        {
            return PsbtErrorReason.UnsupportedScript;
        }

        if (!Hashing.BitcoinHash.Hash160(redeemScript.Span).AsSpan().SequenceEqual(spend.SpentOutput.Script.Span[2..22]))
        {
            return PsbtErrorReason.RedeemScriptMismatch;
        }

        var nested = spend with { Kind = PsbtSpendKind.WitnessV0, ScriptCode = ScriptTemplate.PayToPublicKeyHash(redeemScript.Span[2..]) };
        return CheckKeyAndSignature(nested, hasher, options, witness.Items);
    }

    private static PsbtErrorReason? CheckKeyAndSignature(PsbtSpend spend, SignatureHasher hasher, PsbtCheckOptions options, IReadOnlyList<ReadOnlyMemory<byte>> items) =>
        items is [var signature, var publicKey]
            ? PsbtSignatureChecks.CheckEcdsa(spend, hasher, options, publicKey.Span, signature.Span)
            : PsbtErrorReason.InvalidFinalScript;

    private static bool TryGetPushes(Script script, out List<ReadOnlyMemory<byte>> pushes)
    {
        pushes = [];
        var reader = script.GetReader();
        while (reader.TryRead(out var operation) && operation.IsDataPush)
        {
            pushes.Add(operation.Data);
        }

        return reader.IsAtEnd && !reader.IsMalformed;
    }
}
