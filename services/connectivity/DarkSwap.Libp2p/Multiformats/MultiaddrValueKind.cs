namespace DarkSwap.Libp2p.Multiformats;

/// <summary>How the value of a multiaddr component is written as text.</summary>
public enum MultiaddrValueKind
{
    None,
    InternetAddress4,
    InternetAddress6,

    /// <summary>Length of a network prefix in bits, one byte.</summary>
    PrefixLength,
    Port,

    /// <summary>64 bits, big-endian.</summary>
    Number,
    Name,

    /// <summary>A path to the end of the address, slashes and all.</summary>
    Path,

    /// <summary>A path that is percent-encoded in text, so that it is one part.</summary>
    EncodedPath,
    Peer,
    CertificateHash,

    /// <summary>10 bytes in base32 and a port.</summary>
    Onion,

    /// <summary>35 bytes in base32 and a port.</summary>
    Onion3,
    Garlic64,
    Garlic32,

    /// <summary>Bytes of a protocol that is not in the table, in hexadecimal.</summary>
    Opaque,
}
