namespace DarkSwap.Libp2p.Multiformats;

/// <summary>How the value of a multiaddr component is written as text.</summary>
public enum MultiaddrValueKind
{
    None,
    InternetAddress4,
    InternetAddress6,
    Port,
    Name,
    Peer,
    CertificateHash,
    Opaque,
}
