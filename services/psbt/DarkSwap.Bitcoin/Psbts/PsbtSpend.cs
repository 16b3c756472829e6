using System.Security.Cryptography;
using DarkSwap.Bitcoin.Hashing;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>How one input is spent: by which rules it is signed, and by which script.</summary>
/// <param name="ScriptCode">What signatures sign as the script; empty for taproot.</param>
internal sealed record PsbtSpend(PsbtInput Input, TransactionOutput SpentOutput, PsbtSpendKind Kind, Script ScriptCode)
{
    public ReadOnlySpan<byte> TaprootOutputKey => SpentOutput.Script.Span[2..];

    public bool IsNested => SpentOutput.Script.Type == ScriptType.PayToScriptHash;

    /// <summary>Checks the scripts that the input shows against the output's hashes; a spend without the scripts that it needs is of unknown kind.</summary>
    public static PsbtErrorReason? Resolve(PsbtInput input, TransactionOutput spentOutput, out PsbtSpend spend)
    {
        spend = new(input, spentOutput, PsbtSpendKind.Unknown, default);
        var program = spentOutput.Script;
        if (input.RedeemScript is { } redeemScript)
        {
            if (program.Type != ScriptType.PayToScriptHash
                || redeemScript.Length > Script.MaximumRedeemScriptLength
                || !BitcoinHash.Hash160(redeemScript.Span).AsSpan().SequenceEqual(program.Span[2..22]))
            {
                return PsbtErrorReason.RedeemScriptMismatch;
            }

            program = redeemScript;
        }

        if (input.WitnessScript is { } witnessScript
            && (program.Type != ScriptType.PayToWitnessScriptHash || witnessScript.Length > Script.MaximumSpendableLength || !SHA256.HashData(witnessScript.Span).AsSpan().SequenceEqual(program.Span[2..])))
        {
            return PsbtErrorReason.WitnessScriptMismatch;
        }

        spend = program.Type switch
        {
            ScriptType.PayToWitnessPublicKeyHash => spend with { Kind = PsbtSpendKind.WitnessV0, ScriptCode = ScriptTemplate.PayToPublicKeyHash(program.Span[2..]) },
            ScriptType.PayToWitnessScriptHash when input.WitnessScript is { } script => spend with { Kind = PsbtSpendKind.WitnessV0, ScriptCode = script },
            ScriptType.PayToTaproot when input.RedeemScript is null => spend with { Kind = PsbtSpendKind.Taproot },
            ScriptType.PayToPublicKeyHash or ScriptType.NonStandard => spend with { Kind = PsbtSpendKind.Legacy, ScriptCode = program },
            ScriptType.PayToWitnessScriptHash or ScriptType.PayToTaproot or ScriptType.PayToScriptHash or ScriptType.FutureWitnessProgram or ScriptType.NullData => spend,
        };
        return null;
    }

    /// <summary>Whether a signature by this key can satisfy the script at all. Segwit takes compressed keys only (BIP-143).</summary>
    public bool IsRelated(ReadOnlySpan<byte> publicKey)
    {
        if (Kind == PsbtSpendKind.WitnessV0 && publicKey.Length != Secp256k1PublicKey.CompressedSize)
        {
            return false;
        }

        if (ScriptCode.Type == ScriptType.PayToPublicKeyHash)
        {
            return BitcoinHash.Hash160(publicKey).AsSpan().SequenceEqual(ScriptCode.Span[3..23]);
        }

        var reader = ScriptCode.GetReader();
        while (reader.TryRead(out var operation))
        {
            if (operation.IsDataPush && operation.Data.Span.SequenceEqual(publicKey))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What an ECDSA signature of this input signs; null for spends that ECDSA has no part in.</summary>
    public byte[]? HashForEcdsa(SignatureHasher hasher, uint hashType) => Kind switch
    {
        PsbtSpendKind.Legacy => hasher.HashLegacy(Input.Index, ScriptCode, hashType),
        PsbtSpendKind.WitnessV0 => hasher.HashWitnessV0(Input.Index, ScriptCode, SpentOutput.ValueSatoshis, hashType),
        PsbtSpendKind.Taproot or PsbtSpendKind.Unknown => null,
    };
}
