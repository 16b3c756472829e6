namespace DarkSwap.Gateway.Persistence;

/// <summary>A key that signs tokens. All gateways of one database publish all of them.</summary>
public sealed class SigningKeyRow
{
    public required string KeyId { get; init; }

    /// <summary>SubjectPublicKeyInfo (RFC 5280 §4.1).</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>PKCS #8, encrypted.</summary>
    public required byte[] EncryptedPrivateKey { get; init; }

    public required DateTimeOffset SignsFrom { get; init; }

    public required DateTimeOffset SignsUntil { get; init; }

    /// <summary>Until then tokens that it has signed may live.</summary>
    public required DateTimeOffset VerifiesUntil { get; init; }
}
