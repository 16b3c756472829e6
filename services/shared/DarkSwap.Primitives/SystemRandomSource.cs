using System.Security.Cryptography;

namespace DarkSwap.Primitives;

/// <summary>Cryptographically strong random bytes of the operating system.</summary>
public sealed class SystemRandomSource : IRandomSource
{
    public static SystemRandomSource Instance { get; } = new();

    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
