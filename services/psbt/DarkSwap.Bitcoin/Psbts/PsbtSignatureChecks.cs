using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Verifies the signatures that an input carries, before and after it was finalized.</summary>
internal static class PsbtSignatureChecks
{
    public static PsbtErrorReason? Check(PsbtSpend spend, SignatureHasher hasher, PsbtCheckOptions options)
    {
        var input = spend.Input;
        if (input.SignatureHashType is { } hashType && !IsAllowed(hashType, spend.Kind, options))
        {
            return PsbtErrorReason.SignatureHashTypeNotAllowed;
        }

        foreach (var record in input.PartialSignatures)
        {
            if (CheckEcdsa(spend, hasher, options, record.KeyData.Span, record.Value.Span) is { } reason)
            {
                return reason;
            }
        }

        return CheckTaproot(spend, hasher, options) ?? (input.IsFinalized ? PsbtFinalChecks.Check(spend, hasher, options) : null);
    }

    /// <param name="signature">DER and the type's byte.</param>
    public static PsbtErrorReason? CheckEcdsa(PsbtSpend spend, SignatureHasher hasher, PsbtCheckOptions options, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signature)
    {
        if (signature.IsEmpty)
        {
            return PsbtErrorReason.InvalidSignature;
        }

        var hashType = signature[^1];
        if (CheckHashType(hashType, spend, options) is { } reason)
        {
            return reason;
        }

        if (spend.HashForEcdsa(hasher, hashType) is not { } hash || !spend.IsRelated(publicKey))
        {
            return PsbtErrorReason.UnrelatedPublicKey;
        }

        if (!Secp256k1PublicKey.TryParse(publicKey, out var key))
        {
            return PsbtErrorReason.InvalidPublicKey;
        }

        return EcdsaSignature.TryParseDer(signature[..^1], out var parsed) && key.VerifyEcdsa(hash, parsed) ? null : PsbtErrorReason.InvalidSignature;
    }

    /// <param name="signature">64 bytes, or 65 with a type.</param>
    /// <param name="leafHash">Empty for the key path.</param>
    public static PsbtErrorReason? CheckSchnorr(
        PsbtSpend spend, SignatureHasher hasher, PsbtCheckOptions options, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> leafHash)
    {
        if (!PsbtFieldFormats.IsSchnorrSignature(signature))
        {
            return PsbtErrorReason.InvalidSignature;
        }

        var hashType = signature.Length == 65 ? signature[64] : (byte)SignatureHashType.Default;
        if (CheckHashType(hashType, spend, options) is { } reason)
        {
            return reason;
        }

        if (!XOnlyPublicKey.TryParse(publicKey, out var key))
        {
            return PsbtErrorReason.InvalidPublicKey;
        }

        return hasher.HashTaproot(spend.Input.Index, (SignatureHashType)hashType, default, leafHash) is { } hash && key.VerifySchnorr(hash, signature[..64])
            ? null
            : PsbtErrorReason.InvalidSignature;
    }

    private static PsbtErrorReason? CheckTaproot(PsbtSpend spend, SignatureHasher hasher, PsbtCheckOptions options)
    {
        var input = spend.Input;
        if (input.TaprootKeySignature is { } keySignature)
        {
            var reason = spend.Kind == PsbtSpendKind.Taproot
                ? CheckSchnorr(spend, hasher, options, spend.TaprootOutputKey, keySignature.Span, default)
                : PsbtErrorReason.UnrelatedPublicKey;
            if (reason is not null)
            {
                return reason;
            }
        }

        var scriptSignatures = input.TaprootScriptSignatures;
        var leafHashes = scriptSignatures.Count > 0 ? PsbtTaprootChecks.LeafHashes(spend) : [];
        foreach (var record in scriptSignatures)
        {
            var key = record.KeyData.Span;
            var reason = leafHashes.Contains(new(key[32..]))
                ? CheckSchnorr(spend, hasher, options, key[..32], record.Value.Span, key[32..])
                : PsbtErrorReason.TaprootLeafMismatch;
            if (reason is not null)
            {
                return reason;
            }
        }

        return null;
    }

    private static PsbtErrorReason? CheckHashType(byte hashType, PsbtSpend spend, PsbtCheckOptions options)
    {
        if (spend.Input.SignatureHashType is { } declared && declared != hashType)
        {
            return PsbtErrorReason.SignatureHashTypeMismatch;
        }

        return IsAllowed(hashType, spend.Kind, options) ? null : PsbtErrorReason.SignatureHashTypeNotAllowed;
    }

    private static bool IsAllowed(uint hashType, PsbtSpendKind kind, PsbtCheckOptions options) => (hashType, kind) switch
    {
        ((uint)SignatureHashType.All, _) => true,
        ((uint)SignatureHashType.Default, PsbtSpendKind.Taproot) => true,
        (2 or 3 or 0x81 or 0x82 or 0x83, _) => options.AllowsOtherSignatureHashTypes,
        _ => false,
    };
}
