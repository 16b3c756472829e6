using System.Security.Cryptography;
using System.Text;
using DarkSwap.Bitcoin.Hashing;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Serialization;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.MessageSigning;

/// <summary>Generic signed messages in their simple form (BIP-322): the witness stack, base64, with or without the prefix "smp". Scripts: P2WPKH, P2TR by key and plain m-of-n P2WSH.</summary>
public static class MessageSignature
{
    /// <summary>Longer signatures are refused before they are decoded, in characters.</summary>
    public const int MaximumTextLength = 8192;

    private const string SimplePrefix = "smp";

    public static MessageVerdict Verify(Script script, string message, string signature) => Verify(script, Encoding.UTF8.GetBytes(message), signature);

    public static MessageVerdict Verify(Script script, ReadOnlySpan<byte> message, string signature) =>
        !IsSupported(script) ? MessageVerdict.UnsupportedScript
        : TryDecode(signature, out var witness) ? Verify(script, message, witness)
        : MessageVerdict.Malformed;

    /// <summary>As above, for a signature that travels as the bytes of its witness stack.</summary>
    public static MessageVerdict Verify(Script script, ReadOnlySpan<byte> message, ReadOnlySpan<byte> witnessBytes) =>
        !IsSupported(script) ? MessageVerdict.UnsupportedScript
        : witnessBytes.Length <= MaximumTextLength && Witness.TryRead(witnessBytes, out var witness) ? Verify(script, message, witness)
        : MessageVerdict.Malformed;

    public static MessageVerdict Verify(Script script, ReadOnlySpan<byte> message, Witness witness)
    {
        var toSpend = MessageTransactions.ToSpend(message, script);
        var hasher = new SignatureHasher(MessageTransactions.ToSign(toSpend, Witness.Empty), toSpend.Outputs);
        return script.Type switch
        {
            ScriptType.PayToTaproot => Verdict(witness.Items is [var only] && VerifySchnorr(script, hasher, only.Span)),
            ScriptType.PayToWitnessPublicKeyHash => Verdict(witness.Items is [var signed, var key] && VerifyKeyHash(script, hasher, signed.Span, key.Span)),
            ScriptType.PayToWitnessScriptHash => VerifyScriptHash(script, hasher, witness),
            ScriptType.NonStandard or ScriptType.PayToPublicKeyHash or ScriptType.PayToScriptHash or ScriptType.FutureWitnessProgram or ScriptType.NullData
                => MessageVerdict.UnsupportedScript,
        };
    }

    /// <summary>Signs for the P2WPKH or key-path P2TR script (without a tree) of <paramref name="privateKey"/>.</summary>
    public static string Sign(Script script, ReadOnlySpan<byte> message, Secp256k1PrivateKey privateKey, IRandomSource randomSource)
    {
        var toSpend = MessageTransactions.ToSpend(message, script);
        var hasher = new SignatureHasher(MessageTransactions.ToSign(toSpend, Witness.Empty), toSpend.Outputs);
        var witness = script.Type switch
        {
            ScriptType.PayToWitnessPublicKeyHash => SignEcdsa(script, hasher, privateKey),
            ScriptType.PayToTaproot => SignSchnorr(hasher, privateKey, randomSource),
            _ => throw new ArgumentException("Only P2WPKH and P2TR scripts are signed for.", nameof(script)),
        };
        return SimplePrefix + Convert.ToBase64String(witness.ToArray());
    }

    private static bool IsSupported(Script script) =>
        script.Type is ScriptType.PayToWitnessPublicKeyHash or ScriptType.PayToTaproot or ScriptType.PayToWitnessScriptHash;

    private static bool TryDecode(string signature, out Witness witness)
    {
        witness = Witness.Empty;
        // A bare witness of one or two items starts with "A" in base64, so the prefix cannot be mistaken for data.
        var text = signature.StartsWith(SimplePrefix, StringComparison.Ordinal) ? signature[SimplePrefix.Length..] : signature;
        if (!CanonicalBase64.TryDecode(text, MaximumTextLength, out var bytes) || !Witness.TryRead(bytes, out var read))
        {
            return false;
        }

        witness = read;
        return true;
    }

    private static MessageVerdict Verdict(bool isValid) => isValid ? MessageVerdict.Valid : MessageVerdict.Invalid;

    private static bool VerifySchnorr(Script script, SignatureHasher hasher, ReadOnlySpan<byte> signature)
    {
        var hashType = signature.Length == 65 ? (SignatureHashType)signature[64] : SignatureHashType.Default;
        return (signature.Length == 64 || (signature.Length == 65 && hashType == SignatureHashType.All))
            && XOnlyPublicKey.TryParse(script.Span[2..], out var key)
            && hasher.HashTaproot(0, hashType, default, default) is { } hash
            && key.VerifySchnorr(hash, signature[..64]);
    }

    private static bool VerifyKeyHash(Script script, SignatureHasher hasher, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> publicKey) =>
        BitcoinHash.Hash160(publicKey).AsSpan().SequenceEqual(script.Span[2..])
        && VerifyEcdsa(hasher, ScriptTemplate.PayToPublicKeyHash(script.Span[2..]), signature, publicKey);

    private static bool VerifyEcdsa(SignatureHasher hasher, Script scriptCode, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> publicKey) =>
        signature is [.., (byte)SignatureHashType.All]
        && publicKey.Length == Secp256k1PublicKey.CompressedSize
        && EcdsaSignature.TryParseDer(signature[..^1], out var parsed)
        && Secp256k1PublicKey.TryParse(publicKey, out var key)
        && key.VerifyEcdsa(hasher.HashWitnessV0(0, scriptCode, 0, (uint)SignatureHashType.All), parsed);

    private static MessageVerdict VerifyScriptHash(Script script, SignatureHasher hasher, Witness witness)
    {
        if (witness.Items is not [{ Length: 0 }, .. var signatures, var witnessScript] || !SHA256.HashData(witnessScript.Span).AsSpan().SequenceEqual(script.Span[2..]))
        {
            return MessageVerdict.Invalid;
        }

        if (!MultipleSignatureScript.TryParse(new Script(witnessScript), out var multiple))
        {
            return MessageVerdict.UnsupportedScript;
        }

        // Signatures stand in the order of their keys; each key is tried once.
        var verified = 0;
        foreach (var key in multiple.PublicKeys)
        {
            if (verified < signatures.Length && VerifyEcdsa(hasher, new Script(witnessScript), signatures[verified].Span, key.Span))
            {
                verified++;
            }
        }

        return Verdict(verified == multiple.RequiredSignatures && signatures.Length == verified);
    }

    private static Witness SignEcdsa(Script script, SignatureHasher hasher, Secp256k1PrivateKey privateKey)
    {
        var hash = hasher.HashWitnessV0(0, ScriptTemplate.PayToPublicKeyHash(script.Span[2..]), 0, (uint)SignatureHashType.All);
        return new([(byte[])[.. privateKey.SignEcdsa(hash).ToDer(), (byte)SignatureHashType.All], privateKey.PublicKey.ToArray()]);
    }

    private static Witness SignSchnorr(SignatureHasher hasher, Secp256k1PrivateKey privateKey, IRandomSource randomSource)
    {
        using var tweaked = privateKey.TweakForTaproot(TaprootCommitment.Tweak(privateKey.PublicKey.ToXOnly().ToArray(), default));
        return new([tweaked.SignSchnorr(hasher.HashTaproot(0, SignatureHashType.Default, default, default), randomSource)]);
    }
}
