using System.Security.Cryptography.X509Certificates;
using DarkSwap.Cryptography;
using PublicKey = DarkSwap.Cryptography.PublicKey;

namespace DarkSwap.Libp2p.Security.Tls;

/// <summary>Judges the certificate of one handshake's peer. Names, chains and revocation play no part: the identity key in the certificate is the only authority.</summary>
internal sealed class TlsPeerCheck(bool isClient, PeerId? expectedPeer, TimeProvider timeProvider)
{
    /// <summary>Whom the certificate proves, once it is accepted.</summary>
    internal PublicKey? RemoteKey { get; private set; }

    /// <summary>Why the certificate was refused.</summary>
    internal string? Refusal { get; private set; }

    internal bool Accept(X509Certificate? certificate, X509Chain? chain)
    {
        Refusal = Judge(certificate, chain);
        return Refusal is null;
    }

    private string? Judge(X509Certificate? certificate, X509Chain? chain)
    {
        if (certificate is not X509Certificate2 sent || chain is null)
        {
            return "The peer sends no certificate.";
        }

        // What the peer sent is in the extra store; a server's own certificate is among it, a client's is not (SSL_get_peer_cert_chain of OpenSSL).
        if (chain.ChainPolicy.ExtraStore.Count > (isClient ? 1 : 0))
        {
            return "The peer sends more than one certificate.";
        }

        if (!TlsCertificate.TryRead(sent.RawDataMemory, out var read))
        {
            return "The peer's certificate is malformed, or not one of libp2p.";
        }

        var now = timeProvider.GetUtcNow();
        if (now < read.NotBefore || now > read.NotAfter)
        {
            return $"The peer's certificate is valid from {read.NotBefore:u} to {read.NotAfter:u} only.";
        }

        if (!TlsCertificateSignature.IsSelfSigned(read))
        {
            return "The peer's certificate is not signed by its own key.";
        }

        if (!read.SignedKey.IsSignatureOver(read.SubjectPublicKeyInfo.Span))
        {
            return "The signature over the peer's certificate key is wrong.";
        }

        RemoteKey = read.SignedKey.IdentityKey;
        return expectedPeer is null || expectedPeer.Matches(RemoteKey) ? null : $"{PeerId.FromPublicKey(RemoteKey)} answered instead of {expectedPeer}.";
    }
}
