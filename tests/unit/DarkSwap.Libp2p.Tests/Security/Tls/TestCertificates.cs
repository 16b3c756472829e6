using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using SignedKeyExtension = DarkSwap.Libp2p.Security.Tls.SignedKey;

namespace DarkSwap.Libp2p.Tests.Security.Tls;

/// <summary>Makes certificates as peers should, and as they should not.</summary>
internal sealed class TestCertificates(string name = "a peer") : IDisposable
{
    private readonly X500DistinguishedName subject = new($"O={name}");
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal PrivateKey Identity { get; } = PrivateKey.Generate(SystemRandomSource.Instance);

    /// <summary>The extension that makes <see cref="Identity"/> vouch for the certificates' usual key.</summary>
    internal X509Extension SignedKey => Vouch(key.ExportSubjectPublicKeyInfo());

    /// <summary>A certificate of the usual key, with the libp2p extension if no others are wanted.</summary>
    internal byte[] Make(IReadOnlyList<X509Extension>? extensions = null)
    {
        using var certificate = MakeWithKey(extensions);
        return certificate.RawData;
    }

    internal byte[] Make(RSA rsaKey, HashAlgorithmName? hash = null)
    {
        var request = new CertificateRequest(subject, rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(Vouch(rsaKey.ExportSubjectPublicKeyInfo()));
        var generator = hash == HashAlgorithmName.SHA1 ? new Sha1Generator(rsaKey) : X509SignatureGenerator.CreateForRSA(rsaKey, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(subject, generator, Now.AddDays(-1), Now.AddDays(1), [1]);
        return certificate.RawData;
    }

    /// <summary>A certificate of the usual key that claims to be signed by it and is signed by another.</summary>
    internal X509Certificate2 MakeSignedByAnother()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Request(null).Create(subject, X509SignatureGenerator.CreateForECDsa(other), Now.AddDays(-1), Now.AddDays(1), [1]);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>As <see cref="Make(IReadOnlyList{X509Extension}?)"/>, for use in a handshake.</summary>
    internal X509Certificate2 MakeWithKey(IReadOnlyList<X509Extension>? extensions = null, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null) =>
        Request(extensions).CreateSelfSigned(notBefore ?? Now.AddDays(-1), notAfter ?? Now.AddDays(1));

    /// <summary>A certificate of the usual key that another key signs, in its own name.</summary>
    internal X509Certificate2 MakeIssuedBy(TestCertificates issuer, IReadOnlyList<X509Extension> extensions)
    {
        using var certificate = Request(extensions).Create(issuer.subject, X509SignatureGenerator.CreateForECDsa(issuer.key), Now.AddDays(-1), Now.AddDays(1), [1]);
        return certificate.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        key.Dispose();
        Identity.Dispose();
    }

    private CertificateRequest Request(IReadOnlyList<X509Extension>? extensions)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions ?? [SignedKey])
        {
            request.CertificateExtensions.Add(extension);
        }

        return request;
    }

    private X509Extension Vouch(byte[] subjectPublicKeyInfo) =>
        new(SignedKeyExtension.ObjectIdentifier, SignedKeyExtension.Create(Identity, subjectPublicKeyInfo).ToBytes(), critical: false);

    /// <summary>Signs with SHA-1, which the framework does not offer.</summary>
    private sealed class Sha1Generator(RSA key) : X509SignatureGenerator
    {
        /// <summary>sha1WithRSAEncryption with its NULL parameter (RFC 4055).</summary>
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Convert.FromHexString("300d06092a864886f70d0101050500");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

        protected override System.Security.Cryptography.X509Certificates.PublicKey BuildPublicKey() => new(key);
    }
}
