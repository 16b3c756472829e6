namespace DarkSwap.Cryptography;

/// <summary>Kinds of key in libp2p's peer id specification. All verify; <see cref="PrivateKey"/> signs with Ed25519 and secp256k1.</summary>
public enum KeyType
{
    /// <summary>2048 to 8192 bits.</summary>
    Rsa = 0,
    Ed25519 = 1,
    Secp256k1 = 2,

    /// <summary>On P-256.</summary>
    Ecdsa = 3,
}
