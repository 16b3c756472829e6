using System.Net;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using FsCheck;
using FsCheck.Fluent;

namespace DarkSwap.Libp2p.Tests.Multiformats;

public sealed class MultiaddrTests
{
    private const string PeerText = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";

    /// <summary>A vector whose last digit has bits that no byte has: a second text of another address, which is refused here.</summary>
    private const string SecondText = "/garlic32/566niximlxdzpanmn4qouucvua3k7neniwss47li5r6ugoertzuqzwassw";

    /// <summary>Text and binary forms as the multiaddr specification and go-multiaddr's tests have them.</summary>
    [Theory]
    [InlineData("/ip4/127.0.0.1/tcp/4321", "047f0000010610e1")]
    [InlineData("/ip4/127.0.0.1/udp/1234", "047f000001910204d2")]
    [InlineData("/ip6/2001:8a0:7ac5:4201:3ac9:86ff:fe31:7095/tcp/8000", "29200108a07ac542013ac986fffe317095061f40")]
    [InlineData("/dns4/example.com/tcp/443/wss", "360b6578616d706c652e636f6d0601bbde03")]
    [InlineData("/ip4/1.2.3.4/tcp/1/p2p-circuit", "0401020304060001a202")]
    public void Reads_and_writes_text_and_bytes(string text, string hexadecimal)
    {
        var address = Multiaddr.Parse(text);

        Convert.ToHexStringLower(address.Bytes).ShouldBe(hexadecimal);
        Multiaddr.TryRead(Convert.FromHexString(hexadecimal), out var again).ShouldBeTrue();
        again.ShouldBe(address);
        again!.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("/ip4/1.2.3.4/udp/4001/quic-v1/webtransport")]
    [InlineData("/ip4/1.2.3.4/udp/1/webrtc-direct/certhash/uEiDDq4_xNyDorZBH3TlGazyJdOWSwvo4PUo5YHFMrvDE8g/p2p/" + PeerText)]
    [InlineData("/dnsaddr/bootstrap.example.org/p2p/" + PeerText)]
    [InlineData("/ip4/1.2.3.4/tcp/1/tls/sni/example.com/ws")]
    [InlineData("/ip4/1.2.3.4/tcp/1/p2p/" + PeerText + "/p2p-circuit/webrtc")]
    public void Keeps_text_through_bytes(string text)
    {
        Multiaddr.TryRead(Multiaddr.Parse(text).Bytes, out var again).ShouldBeTrue();

        again!.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("ip4/127.0.0.1")]
    [InlineData("/ip4")]
    [InlineData("/ip4/127.1/tcp/1")]
    [InlineData("/ip4/::1/tcp/1")]
    [InlineData("/ip6/127.0.0.1/tcp/1")]
    [InlineData("/ip6/[::1]/tcp/1")]
    [InlineData("/ip4/127.0.0.1/tcp/65536")]
    [InlineData("/ip4/127.0.0.1/tcp/-1")]
    [InlineData("/ip4/127.0.0.1/tcp/ 1")]
    [InlineData("/dns4//tcp/1")]
    [InlineData("/unknown/1")]
    [InlineData("/p2p/nobody")]
    [InlineData("/certhash/uAA")]
    [InlineData(SecondText)]
    public void Refuses_text_that_is_no_multiaddr(string text) => Multiaddr.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Keeps_a_protocol_that_it_does_not_know()
    {
        byte[] bytes = [4, 1, 2, 3, 4, 0x90, 0x4e, 7, 7, 7];

        Multiaddr.TryRead(bytes, out var address).ShouldBeTrue();
        address!.ToBytes().ShouldBe(bytes);
        Multiaddr.FromComponents(address.Components).ShouldBe(address);
        address.ToString().ShouldBe("/ip4/1.2.3.4/unknown-10000/070707");
        Multiaddr.Parse(address.ToString()).ShouldBe(address);
        Multiaddr.TryRead(bytes.AsSpan(0, 7), out var withoutValue).ShouldBeTrue();
        Multiaddr.Parse(withoutValue!.ToString()).ShouldBe(withoutValue);
    }

    [Theory]
    [InlineData("/unknown-6/07")]
    [InlineData("/unknown-10000/07/tcp/1")]
    [InlineData("/unknown-10000/7")]
    [InlineData("/unknown--1/07")]
    [InlineData("/unknown-4294967296/07")]
    public void Refuses_unknown_protocols_that_bytes_could_not_hold(string text) => Multiaddr.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Reads_what_the_published_vectors_have_in_text_and_bytes()
    {
        var vectors = Vectors.Read("multiaddr");
        foreach (var vector in vectors.GetProperty("binary").EnumerateArray())
        {
            Convert.ToHexStringLower(Multiaddr.Parse(vector.Text("text")).Bytes).ShouldBe(vector.Text("bytes"));
            Multiaddr.TryRead(Convert.FromHexString(vector.Text("bytes")), out var address).ShouldBeTrue();
            address!.ToString().ShouldBe(vector.Text("text"));
        }

        foreach (var text in vectors.Texts("good").Where(text => text != SecondText))
        {
            Multiaddr.TryParse(text, out var address).ShouldBeTrue(text);
            Multiaddr.TryRead(address!.Bytes, out var again).ShouldBeTrue(text);
            again.ShouldBe(address);
            Multiaddr.Parse(again!.ToString()).ShouldBe(address);
        }
    }

    [Fact]
    public void Refuses_what_the_published_vectors_refuse()
    {
        foreach (var text in Vectors.Read("multiaddr").Texts("bad"))
        {
            Multiaddr.TryParse(text, out _).ShouldBeFalse(text);
        }
    }

    /// <summary>Inputs that broke another implementation once: the corpus of its fuzz tests.</summary>
    [Theory]
    [InlineData("9003063030303030309003063030303030")]
    [InlineData("9003062f303030302f")]
    [InlineData("9003032f303021303000")]
    [InlineData("9003032f30300601bb")]
    [InlineData("3700")]
    [InlineData("d20300")]
    [InlineData("84e0ff00")]
    [InlineData("bc03303030303030303030300000")]
    [InlineData("c10301")]
    public void Refuses_bytes_whose_text_would_not_lead_back(string hexadecimal) => Multiaddr.TryRead(Convert.FromHexString(hexadecimal), out _).ShouldBeFalse();

    [Fact]
    public void Gives_and_takes_the_peer_at_its_end()
    {
        var peerId = PeerId.Parse(PeerText);
        var address = Multiaddr.Parse("/ip4/127.0.0.1/tcp/1");

        address.Peer.ShouldBeNull();
        address.WithPeer(peerId).Peer.ShouldBe(peerId);
        address.WithPeer(peerId).WithPeer(peerId).ToString().ShouldBe($"/ip4/127.0.0.1/tcp/1/p2p/{PeerText}");
        address.WithPeer(peerId).WithoutPeer().ShouldBe(address);
        Multiaddr.Parse($"/ip4/127.0.0.1/tcp/1/ipfs/{PeerText}").ShouldBe(address.WithPeer(peerId));
    }

    [Fact]
    public void Writes_every_end_point_so_that_it_reads_it_back()
    {
        Prop.ForAll<uint, ushort, bool>((host, port, isV6) =>
        {
            var bytes = new byte[isV6 ? 16 : 4];
            BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), host | 0x01000001);
            bytes[0] |= 0x20;
            var address = Multiaddr.FromEndPoint(new IPEndPoint(new IPAddress(bytes), port));
            return Multiaddr.Parse(address.ToString()) == address;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Reads_back_whatever_it_accepts_of_mutations()
    {
        var good = Multiaddr.Parse($"/ip4/1.2.3.4/udp/1/webrtc-direct/certhash/uEiDDq4_xNyDorZBH3TlGazyJdOWSwvo4PUo5YHFMrvDE8g/p2p/{PeerText}").ToBytes();

        Mutations.Of(good, bytes =>
        {
            if (Multiaddr.TryRead(bytes, out var address))
            {
                address.Bytes.SequenceEqual(bytes).ShouldBeTrue();
                Multiaddr.Parse(address.ToString()).ShouldBe(address);
                Multiaddr.FromComponents(address.Components).ShouldBe(address);
            }
        });
    }
}
