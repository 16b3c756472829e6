using System.Runtime.InteropServices;

namespace DarkSwap.Cryptography.Secp256k1;

/// <summary>secp256k1_schnorrsig_extraparams: the magic, the default nonce function (null) and a pointer to 32 auxiliary bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SchnorrSigningParameters
{
    internal const uint MagicNumber = 0x8CB36FDA;

    internal uint Magic;
    internal nint NonceFunction;
    internal byte* Auxiliary;
}
