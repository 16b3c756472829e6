using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace DarkSwap.Contracts.Wire.Values;

/// <summary>SHA-256 hashes as 64 lower-case hex digits, and no other text.</summary>
public static class HashText
{
    public const int Length = 2 * SHA256.HashSizeInBytes;

    public static string Of(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash);

    public static bool IsHash([NotNullWhen(true)] string? text) =>
        text is { Length: Length } && !text.AsSpan().ContainsAnyExcept("0123456789abcdef");

    public static bool TryRead([NotNullWhen(true)] string? text, [NotNullWhen(true)] out byte[]? hash)
    {
        hash = IsHash(text) ? Convert.FromHexString(text) : null;
        return hash is not null;
    }
}
