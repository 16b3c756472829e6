using System.Text;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Tests.Multiformats;

public sealed class MultihashTests
{
    [Fact]
    public void Reads_the_published_vectors_but_for_shortened_digests()
    {
        var counts = (Read: 0, Matched: 0);
        foreach (var vector in Vectors.Read("multihash").EnumerateArray())
        {
            var (bytes, content) = (Convert.FromHexString(vector.Text("multihash")), Encoding.ASCII.GetBytes(vector.Text("input")));
            var isWhole = (vector.Text("algorithm"), vector.Text("bits")) is ("sha1", "160") or ("sha2-256", "256") or ("sha2-512", "512") or ("sha3", _);

            Multihash.TryRead(bytes, out var multihash).ShouldBe(isWhole);
            counts.Read += isWhole ? 1 : 0;
            if (isWhole)
            {
                multihash.ToBytes().ShouldBe(bytes);
                multihash.Matches([.. content, 0]).ShouldBeFalse();
                counts.Matched += multihash.Matches(content) ? 1 : 0;
                multihash.Matches(content).ShouldBe(multihash.Code is Multihash.Sha256 or Multihash.Sha512);
            }
        }

        counts.Matched.ShouldBeGreaterThan(4);
        counts.Read.ShouldBeGreaterThan(2 * counts.Matched);
    }

    [Fact]
    public void Keeps_hashes_of_functions_that_it_does_not_know()
    {
        byte[] bytes = [0xb2, 0x40, 3, 1, 2, 3];

        Multihash.TryRead(bytes, out var multihash).ShouldBeTrue();
        multihash.Code.ShouldBe(0x2032ul);
        multihash.ToBytes().ShouldBe(bytes);
        multihash.Matches([1, 2, 3]).ShouldBeFalse();
    }

    [Fact]
    public void Is_equal_by_value()
    {
        var hash = Multihash.ComputeSha256("x"u8);

        Multihash.TryRead(hash.ToBytes(), out var read).ShouldBeTrue();
        (read == hash).ShouldBeTrue();
        read.GetHashCode().ShouldBe(hash.GetHashCode());
        (read != Multihash.ComputeSha256("y"u8)).ShouldBeTrue();
        new Multihash(Multihash.Identity, new byte[] { 7 }).Matches([7]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("1200")]
    [InlineData("120109")]
    [InlineData("920020ffb31f07aa15348368c90c73a834dbf9f8710365860fa0fd4ddce9ac2782cc17")]
    [InlineData("12a000ffb31f07aa15348368c90c73a834dbf9f8710365860fa0fd4ddce9ac2782cc17")]
    [InlineData("00ffffffffffffffff7f00")]
    [InlineData("ffffffffffffffffff7f00")]
    [InlineData("000201")]
    [InlineData("00020102030405")]
    public void Refuses_wrong_lengths_and_longer_varints(string hexadecimal) => Multihash.TryRead(Convert.FromHexString(hexadecimal), out _).ShouldBeFalse();

    [Fact]
    public void Bounds_the_digest()
    {
        Multihash.TryRead([0x00, 0x80, 0x01, .. new byte[128]], out _).ShouldBeTrue();
        Multihash.TryRead([0x00, 0x81, 0x01, .. new byte[129]], out _).ShouldBeFalse();
    }
}
