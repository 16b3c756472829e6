using System.Buffers.Binary;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>One input's map while it is being changed.</summary>
public sealed class PsbtInputBuilder
{
    internal PsbtInputBuilder(PsbtMapBuilder map) => Map = map;

    internal PsbtMapBuilder Map { get; }

    public PsbtInputBuilder SetPreviousTransaction(Transaction transaction) => Set(PsbtInputField.PreviousTransaction, transaction.ToArray());

    public PsbtInputBuilder SetSpentOutput(TransactionOutput output) => Set(PsbtInputField.SpentOutput, output.ToArray());

    public PsbtInputBuilder SetRedeemScript(Script script) => Set(PsbtInputField.RedeemScript, script.Bytes);

    public PsbtInputBuilder SetWitnessScript(Script script) => Set(PsbtInputField.WitnessScript, script.Bytes);

    /// <param name="internalKey">32 bytes.</param>
    public PsbtInputBuilder SetTaprootInternalKey(ReadOnlySpan<byte> internalKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(internalKey.Length, XOnlyPublicKey.Size);
        return Set(PsbtInputField.TaprootInternalKey, internalKey.ToArray());
    }

    /// <param name="merkleRoot">32 bytes.</param>
    public PsbtInputBuilder SetTaprootMerkleRoot(ReadOnlySpan<byte> merkleRoot)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(merkleRoot.Length, 32);
        return Set(PsbtInputField.TaprootMerkleRoot, merkleRoot.ToArray());
    }

    public PsbtInputBuilder SetSignatureHashType(uint hashType)
    {
        var value = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(value, hashType);
        return Set(PsbtInputField.SignatureHashType, value);
    }

    /// <param name="publicKey">As it stands in the script, 33 or 65 bytes.</param>
    /// <param name="signature">DER and the type's byte.</param>
    public PsbtInputBuilder AddPartialSignature(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signature)
    {
        if (!PsbtFieldFormats.IsPublicKey(publicKey))
        {
            throw new ArgumentException("A public key has 33 or 65 bytes.", nameof(publicKey));
        }

        Map.Set(PsbtInputField.PartialSignature, publicKey, signature.ToArray());
        return this;
    }

    /// <param name="signature">64 bytes, or 65 with a type other than zero.</param>
    public PsbtInputBuilder SetTaprootKeySignature(ReadOnlySpan<byte> signature)
    {
        if (!PsbtFieldFormats.IsSchnorrSignature(signature))
        {
            throw new ArgumentException("A Schnorr signature has 64 bytes, or 65 with a type other than zero.", nameof(signature));
        }

        return Set(PsbtInputField.TaprootKeySignature, signature.ToArray());
    }

    /// <summary>Puts the final scripts in place of everything that was only needed to sign (the finalizer's role).</summary>
    public PsbtInputBuilder SetFinal(Script scriptSignature, Witness witness)
    {
        Map.RemoveWhere(static type => type is (>= PsbtInputField.PartialSignature and <= PsbtInputField.KeyDerivation)
            or (>= PsbtInputField.Ripemd160Preimage and <= PsbtInputField.Hash256Preimage)
            or (>= PsbtInputField.TaprootKeySignature and <= PsbtInputField.TaprootMerkleRoot));
        if (!scriptSignature.IsEmpty)
        {
            Set(PsbtInputField.FinalScriptSignature, scriptSignature.Bytes);
        }

        return witness.IsEmpty ? this : Set(PsbtInputField.FinalWitness, witness.ToArray());
    }

    private PsbtInputBuilder Set(byte type, ReadOnlyMemory<byte> value)
    {
        Map.Set(type, value);
        return this;
    }
}
