using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Security.Tls;

namespace DarkSwap.Libp2p.Tests.Security.Tls;

public sealed class TlsCertificateTests : IDisposable
{
    private readonly TestCertificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Theory]
    [InlineData("ed25519")]
    [InlineData("ecdsa")]
    [InlineData("secp256k1")]
    public void Reads_the_published_certificates(string name)
    {
        var vector = TlsVector.Load(name);
        TlsCertificate.TryRead(vector.Certificate, out var certificate).ShouldBeTrue();

        TlsCertificateSignature.IsSelfSigned(certificate!).ShouldBeTrue();
        certificate!.SignedKey.IsSignatureOver(certificate.SubjectPublicKeyInfo.Span).ShouldBeTrue();
        PeerId.FromPublicKey(certificate.SignedKey.IdentityKey).ToString().ShouldBe(vector.Peer);
        certificate.NotBefore.ShouldBe(new DateTimeOffset(1975, 1, 1, 13, 0, 0, TimeSpan.Zero));
        certificate.NotAfter.ShouldBe(new DateTimeOffset(4096, 1, 1, 13, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Refuses_the_published_certificate_whose_identity_signed_another_key()
    {
        TlsCertificate.TryRead(TlsVector.Load("mismatch").Certificate, out var certificate).ShouldBeTrue();

        TlsCertificateSignature.IsSelfSigned(certificate!).ShouldBeTrue();
        certificate!.SignedKey.IsSignatureOver(certificate.SubjectPublicKeyInfo.Span).ShouldBeFalse();
    }

    [Fact]
    public void Notices_every_changed_byte()
    {
        var bytes = TlsVector.Load("ed25519").Certificate;
        for (var index = 0; index < bytes.Length; index++)
        {
            var changed = (byte[])bytes.Clone();
            changed[index] ^= 0x01;
            IsGood(changed).ShouldBeFalse($"byte {index}");
        }
    }

    [Fact]
    public void Never_throws_on_mutations() => Mutations.Of(TlsVector.Load("ed25519").Certificate, bytes => IsGood(bytes.ToArray()));

    [Fact]
    public void Refuses_another_critical_extension() =>
        IsGood(certificates.Make(extensions: [certificates.SignedKey, new X509Extension("1.2.3.4", [5, 0], critical: true)])).ShouldBeFalse();

    [Fact]
    public void Ignores_an_extension_that_it_does_not_know_and_that_is_not_critical() =>
        IsGood(certificates.Make(extensions: [certificates.SignedKey, new X509Extension("1.2.3.4", [5, 0], critical: false)])).ShouldBeTrue();

    [Fact]
    public void Takes_its_own_extension_when_it_is_critical() =>
        IsGood(certificates.Make(extensions: [new X509Extension(certificates.SignedKey, critical: true)])).ShouldBeTrue();

    [Fact]
    public void Refuses_a_certificate_without_an_identity_key() => IsGood(certificates.Make(extensions: [])).ShouldBeFalse();

    [Fact]
    public void Refuses_a_certificate_that_another_key_signs()
    {
        using var certificate = certificates.MakeSignedByAnother();

        IsGood(certificate.RawData).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_certificate_that_another_issues_in_its_own_name()
    {
        using var issuer = new TestCertificates("an issuer");
        using var certificate = certificates.MakeIssuedBy(issuer, [certificates.SignedKey]);

        TlsCertificate.TryRead(certificate.RawData, out _).ShouldBeFalse();
    }

    [Fact]
    public void Takes_an_RSA_certificate_of_2048_bits_and_none_of_1024()
    {
        using var large = RSA.Create(2048);
        using var small = RSA.Create(1024);

        IsGood(certificates.Make(large)).ShouldBeTrue();
        IsGood(certificates.Make(small)).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_SHA_1()
    {
        using var key = RSA.Create(2048);

        IsGood(certificates.Make(key, HashAlgorithmName.SHA1)).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_certificate_beyond_the_longest() =>
        IsGood(certificates.Make(extensions: [certificates.SignedKey, new X509Extension("1.2.3.4", new byte[TlsCertificate.MaximumLength], critical: false)])).ShouldBeFalse();

    private static bool IsGood(byte[] bytes) =>
        TlsCertificate.TryRead(bytes, out var certificate)
        && TlsCertificateSignature.IsSelfSigned(certificate)
        && certificate.SignedKey.IsSignatureOver(certificate.SubjectPublicKeyInfo.Span);
}
