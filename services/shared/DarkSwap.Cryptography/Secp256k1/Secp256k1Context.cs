using System.Security.Cryptography;

namespace DarkSwap.Cryptography.Secp256k1;

/// <summary>The one context of the process; the library's functions only read it, so all threads share it.</summary>
internal static class Secp256k1Context
{
    private const uint SignAndVerify = 0x301;

    internal static nint Handle { get; } = Create();

    /// <summary>Blinds the multiplication tables with random bytes, against side channels while signing.</summary>
    private static nint Create()
    {
        var context = Secp256k1Functions.secp256k1_context_create(SignAndVerify);
        Span<byte> seed = stackalloc byte[32];
        RandomNumberGenerator.Fill(seed);
        if (Secp256k1Functions.secp256k1_context_randomize(context, seed) != 1)
        {
            throw new CryptographicException("libsecp256k1 could not blind its context.");
        }

        CryptographicOperations.ZeroMemory(seed);
        return context;
    }
}
