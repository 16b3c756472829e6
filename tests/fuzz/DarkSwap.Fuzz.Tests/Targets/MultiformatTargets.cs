using System.Buffers;
using System.Text;
using DarkSwap.Cryptography;
using DarkSwap.Fuzz.Tests.Engine;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Primitives;

namespace DarkSwap.Fuzz.Tests.Targets;

internal static class MultiformatTargets
{
    private const string Peer = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";
    private const string RsaPeer = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";
    private const string CertificateHash = "uEiDDq4_xNyDorZBH3TlGazyJdOWSwvo4PUo5YHFMrvDE8g";

    private static readonly string[] Addresses =
    [
        "/ip4/1.2.3.4/tcp/4001/p2p/" + Peer,
        "/ip6/2001:db8::1/udp/4001/quic-v1/p2p/" + RsaPeer,
        "/ip6zone/eth0/ip6/fe80::1/tcp/1",
        "/ip4/10.0.0.0/ipcidr/8",
        "/dnsaddr/bootstrap.example.org/p2p/" + Peer,
        "/dns4/example.com/tcp/443/tls/sni/example.com/ws/http-path/a%2Fb",
        "/ip4/1.2.3.4/udp/1/webrtc-direct/certhash/" + CertificateHash + "/p2p/" + Peer,
        "/ip4/1.2.3.4/tcp/1/p2p/" + Peer + "/p2p-circuit/webrtc",
        "/memory/18446744073709551615",
        "/unix/run/node.socket",
        "/onion3/vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd:1234",
        "/garlic32/566niximlxdzpanmn4qouucvua3k7neniwss47li5r6ugoertzuq",
        "/ip4/1.2.3.4/unknown-10000/070707",
    ];

    private static readonly string[] Cids =
    [
        "QmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uVv",
        "bafybeibxm2nsadl3fnxv2sxcxmxaco2jl53wpeorjdzidjwf5aqdg7wa6u",
        "k51qzi5uqu5dhb6l8spkdx7yxafegfkee5by8h7lmjh2ehc2sgg34z7c15vzqs",
        "f01550001ff",
    ];

    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("varint", [[0], [0xac, 0x02], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]], FeedVarint) { MaximumLength = 16 },
        new("multibase", [.. Enum.GetValues<MultibaseEncoding>().Select(encoding => Encoding.ASCII.GetBytes(Multibase.Encode(encoding, "\0\0yes mani !"u8)))], FeedMultibase)
        {
            MaximumLength = 96,
        },
        new("multihash", [Multihash.ComputeSha256([]).ToBytes(), Multihash.ComputeSha512([]).ToBytes(), [0, 1, 7], [0xb2, 0x40, 1, 7]], FeedMultihash) { MaximumLength = 160 },
        new("CID bytes", [.. Cids.Select(text => Cid.Parse(text).ToBytes())], FeedCid) { MaximumLength = 160 },
        new("CID text", [.. Cids.Select(Encoding.ASCII.GetBytes)], FeedCidText) { MaximumLength = 160 },
        new("multiaddr bytes", [.. Addresses.Select(text => Multiaddr.Parse(text).ToBytes())], FeedMultiaddr) { MaximumLength = 256 },
        new("multiaddr text", [.. Addresses.Select(Encoding.ASCII.GetBytes)], FeedMultiaddrText)
        {
            MaximumLength = 256,
            Tokens = [.. ((string[])["/", "//", "/ip4", "/ip6", "/tcp/", "/p2p/", "/unix/", "/certhash/", "/unknown-", "%", ":", "::ffff:", "/../"]).Select(Encoding.ASCII.GetBytes)],
        },
        new("peer id bytes", [PeerId.Parse(Peer).ToBytes(), PeerId.Parse(RsaPeer).ToBytes()], FeedPeerId) { MaximumLength = 64 },
        new("peer id text", [.. ((string[])[Peer, RsaPeer, PeerId.Parse(RsaPeer).ToCidText(), Cids[2]]).Select(Encoding.ASCII.GetBytes)], FeedPeerIdText) { MaximumLength = 136 },
    ];

    private static bool FeedVarint(ReadOnlySpan<byte> input)
    {
        var status = Varint.TryRead(input, out var value, out var length);
        if (status != OperationStatus.Done)
        {
            return false;
        }

        Span<byte> written = stackalloc byte[Varint.MaximumLength];
        Expect.True(written[..Varint.Write(written, value)].SequenceEqual(input[..length]));
        Expect.True(Varint.LengthOf(value) == length);
        return true;
    }

    private static bool FeedMultibase(ReadOnlySpan<byte> input)
    {
        Span<char> text = stackalloc char[input.Length];
        Encoding.Latin1.GetChars(input, text);
        if (!Multibase.TryDecode(text, out var encoding, out var bytes))
        {
            return false;
        }

        Expect.True(text.Equals(Multibase.Encode(encoding, bytes), StringComparison.OrdinalIgnoreCase));
        return true;
    }

    private static bool FeedMultihash(ReadOnlySpan<byte> input)
    {
        if (!Multihash.TryRead(input, out var multihash))
        {
            return false;
        }

        Expect.True(input.SequenceEqual(multihash.ToBytes()));
        return true;
    }

    private static bool FeedCid(ReadOnlySpan<byte> input)
    {
        if (!Cid.TryRead(input, out var cid))
        {
            return false;
        }

        Expect.True(input.SequenceEqual(cid.ToBytes()));
        Expect.True(cid.Equals(Cid.Parse(cid.ToString())));
        return true;
    }

    private static bool FeedCidText(ReadOnlySpan<byte> input)
    {
        if (!Cid.TryParse(Encoding.Latin1.GetString(input), out var cid))
        {
            return false;
        }

        Expect.True(cid.Equals(Cid.Parse(cid.ToString())));
        return true;
    }

    private static bool FeedMultiaddr(ReadOnlySpan<byte> input)
    {
        if (!Multiaddr.TryRead(input, out var address))
        {
            return false;
        }

        Expect.True(input.SequenceEqual(address.Bytes));
        Expect.True(Multiaddr.TryParse(address.ToString(), out var again) && again == address);
        return true;
    }

    private static bool FeedMultiaddrText(ReadOnlySpan<byte> input)
    {
        if (!Multiaddr.TryParse(Encoding.Latin1.GetString(input), out var address))
        {
            return false;
        }

        Expect.True(Multiaddr.TryRead(address.Bytes, out var read) && read == address);
        Expect.True(Multiaddr.TryParse(address.ToString(), out var again) && again == address);
        return true;
    }

    private static bool FeedPeerId(ReadOnlySpan<byte> input)
    {
        if (!PeerId.TryRead(input, out var peerId))
        {
            return false;
        }

        Expect.True(input.SequenceEqual(peerId.Bytes));
        Expect.True(peerId.Equals(PeerId.Parse(peerId.ToString())));
        Expect.True(!peerId.TryGetPublicKey(out var publicKey) || peerId.Matches(publicKey));
        return true;
    }

    private static bool FeedPeerIdText(ReadOnlySpan<byte> input)
    {
        if (!PeerId.TryParse(Encoding.Latin1.GetString(input), out var peerId))
        {
            return false;
        }

        Expect.True(peerId.Equals(PeerId.Parse(peerId.ToString())));
        Expect.True(peerId.Equals(PeerId.Parse(peerId.ToCidText())));
        return true;
    }
}
