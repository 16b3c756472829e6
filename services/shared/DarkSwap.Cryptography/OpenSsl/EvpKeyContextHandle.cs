using Microsoft.Win32.SafeHandles;

namespace DarkSwap.Cryptography.OpenSsl;

/// <summary>Owns an EVP_PKEY_CTX.</summary>
internal sealed class EvpKeyContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public EvpKeyContextHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        EvpFunctions.EVP_PKEY_CTX_free(handle);
        return true;
    }
}
