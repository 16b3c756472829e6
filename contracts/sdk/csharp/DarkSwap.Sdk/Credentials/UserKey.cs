using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Sdk.Credentials;

/// <summary>A user's Ed25519 key: who somebody is to every node. It signs orders and proofs of itself; it never spends bitcoin.</summary>
public sealed class UserKey : IDisposable
{
    private readonly PrivateKey privateKey;

    private UserKey(PrivateKey privateKey)
    {
        this.privateKey = privateKey;
        PeerId = Cryptography.PeerId.FromPublicKey(privateKey.PublicKey).ToString();
    }

    /// <summary>The key's name: <c>12D3Koo…</c>.</summary>
    public string PeerId { get; }

    /// <summary>In libp2p's encoding.</summary>
    public ReadOnlySpan<byte> PublicKey => privateKey.PublicKey.Encoded;

    internal PrivateKey Private => privateKey;

    /// <param name="seed">32 bytes.</param>
    public static UserKey FromSeed(ReadOnlySpan<byte> seed) => new(PrivateKey.FromSeed(seed));

    public static UserKey Generate(IRandomSource randomSource) => new(PrivateKey.Generate(randomSource));

    /// <summary>Loads a key file, or makes it readable by its user alone.</summary>
    /// <exception cref="InvalidDataException">The file is open to others, or holds no key.</exception>
    public static UserKey LoadOrCreate(string path, IRandomSource randomSource) => new(NodeIdentity.LoadOrCreate(path, randomSource).PrivateKey);

    public byte[] Sign(ReadOnlySpan<byte> message) => privateKey.Sign(message);

    public void Dispose() => privateKey.Dispose();
}
