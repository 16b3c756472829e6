using System.Security.Cryptography;

namespace DarkSwap.Bitcoin.Hashing;

/// <summary>The compositions of hashes that Bitcoin names.</summary>
public static class BitcoinHash
{
    /// <summary>RIPEMD-160 of SHA-256, 20 bytes.</summary>
    public static byte[] Hash160(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, digest);
        var hash = new byte[Ripemd160.Size];
        Ripemd160.HashData(digest, hash);
        return hash;
    }
}
