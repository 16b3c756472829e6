using Microsoft.Win32.SafeHandles;

namespace DarkSwap.Cryptography.OpenSsl;

/// <summary>Owns an EVP_MD_CTX.</summary>
internal sealed class EvpDigestContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public EvpDigestContextHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        EvpFunctions.EVP_MD_CTX_free(handle);
        return true;
    }
}
