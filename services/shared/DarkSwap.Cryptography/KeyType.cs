namespace DarkSwap.Cryptography;

/// <summary>Kinds of key in libp2p's peer id specification. <see cref="PublicKey"/> and <see cref="PrivateKey"/> take Ed25519 only.</summary>
public enum KeyType
{
    Rsa = 0,
    Ed25519 = 1,
    Secp256k1 = 2,
    Ecdsa = 3,
}
