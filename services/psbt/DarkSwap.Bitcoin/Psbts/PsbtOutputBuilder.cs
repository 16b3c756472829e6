using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>One output's map while it is being changed.</summary>
public sealed class PsbtOutputBuilder
{
    internal PsbtOutputBuilder(PsbtMapBuilder map) => Map = map;

    internal PsbtMapBuilder Map { get; }

    public PsbtOutputBuilder SetRedeemScript(Script script)
    {
        Map.Set(PsbtOutputField.RedeemScript, script.Bytes);
        return this;
    }

    public PsbtOutputBuilder SetWitnessScript(Script script)
    {
        Map.Set(PsbtOutputField.WitnessScript, script.Bytes);
        return this;
    }

    /// <param name="internalKey">32 bytes.</param>
    public PsbtOutputBuilder SetTaprootInternalKey(ReadOnlySpan<byte> internalKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(internalKey.Length, XOnlyPublicKey.Size);
        Map.Set(PsbtOutputField.TaprootInternalKey, internalKey.ToArray());
        return this;
    }
}
