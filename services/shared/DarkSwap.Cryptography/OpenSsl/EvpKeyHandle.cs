using Microsoft.Win32.SafeHandles;

namespace DarkSwap.Cryptography.OpenSsl;

/// <summary>Owns one reference to an EVP_PKEY.</summary>
internal sealed class EvpKeyHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public EvpKeyHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        EvpFunctions.EVP_PKEY_free(handle);
        return true;
    }
}
