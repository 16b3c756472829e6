namespace DarkSwap.Bitcoin.Signatures;

/// <summary>What a signature commits to. The low bits choose the outputs, the highest bit drops the other inputs.</summary>
[Flags]
public enum SignatureHashType : byte
{
    /// <summary>Everything, in taproot, without a byte behind the signature (BIP-341).</summary>
    Default = 0x00,
    All = 0x01,
    None = 0x02,
    Single = 0x03,
    AnyoneCanPay = 0x80,
}
