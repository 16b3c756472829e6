using System.Buffers;
using System.Security.Cryptography;

namespace DarkSwap.Bitcoin.Hashing;

/// <summary>SHA-256 under a tag that separates its uses (BIP-340): the tag's hash twice, then the data.</summary>
public sealed class TaggedHash(string tag)
{
    private const int StackLimit = 512;
    private readonly byte[] tagHash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(tag));

    public static TaggedHash TapTweak { get; } = new("TapTweak");

    public static TaggedHash TapLeaf { get; } = new("TapLeaf");

    public static TaggedHash TapBranch { get; } = new("TapBranch");

    public static TaggedHash TapSignatureHash { get; } = new("TapSighash");

    public byte[] Of(ReadOnlySpan<byte> data)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Compute(data, hash);
        return hash;
    }

    /// <param name="destination">At least 32 bytes.</param>
    public void Compute(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        var length = (tagHash.Length * 2) + data.Length;
        var rented = length > StackLimit ? ArrayPool<byte>.Shared.Rent(length) : null;
        var buffer = rented ?? stackalloc byte[StackLimit];
        tagHash.CopyTo(buffer);
        tagHash.CopyTo(buffer[tagHash.Length..]);
        data.CopyTo(buffer[(tagHash.Length * 2)..]);
        SHA256.HashData(buffer[..length], destination);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
