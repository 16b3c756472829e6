using System.Collections.Frozen;
using System.Globalization;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>A row of the multiaddr protocol table (multiformats/multiaddr, protocols.csv).</summary>
/// <param name="Length">Bytes of the value, or null when a varint before the value tells.</param>
public sealed record MultiaddrProtocol(int Code, string Name, int? Length, MultiaddrValueKind ValueKind)
{
    public static readonly MultiaddrProtocol Ip4 = new(4, "ip4", 4, MultiaddrValueKind.InternetAddress4);
    public static readonly MultiaddrProtocol Tcp = new(6, "tcp", 2, MultiaddrValueKind.Port);
    public static readonly MultiaddrProtocol Ip6 = new(41, "ip6", 16, MultiaddrValueKind.InternetAddress6);
    public static readonly MultiaddrProtocol Ip6Zone = new(42, "ip6zone", null, MultiaddrValueKind.Name);
    public static readonly MultiaddrProtocol PrefixLength = new(43, "ipcidr", 1, MultiaddrValueKind.PrefixLength);
    public static readonly MultiaddrProtocol Dns = new(53, "dns", null, MultiaddrValueKind.Name);
    public static readonly MultiaddrProtocol Dns4 = new(54, "dns4", null, MultiaddrValueKind.Name);
    public static readonly MultiaddrProtocol Dns6 = new(55, "dns6", null, MultiaddrValueKind.Name);
    public static readonly MultiaddrProtocol DnsAddress = new(56, "dnsaddr", null, MultiaddrValueKind.Name);
    public static readonly MultiaddrProtocol Udp = new(273, "udp", 2, MultiaddrValueKind.Port);
    public static readonly MultiaddrProtocol WebRtcDirect = new(280, "webrtc-direct", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol WebRtc = new(281, "webrtc", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol Circuit = new(290, "p2p-circuit", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol Unix = new(400, "unix", null, MultiaddrValueKind.Path);
    public static readonly MultiaddrProtocol Peer = new(421, "p2p", null, MultiaddrValueKind.Peer);
    public static readonly MultiaddrProtocol Https = new(443, "https", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol Tls = new(448, "tls", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol ServerName = new(449, "sni", null, MultiaddrValueKind.Name);
    public static readonly MultiaddrProtocol Noise = new(454, "noise", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol Quic = new(460, "quic", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol QuicV1 = new(461, "quic-v1", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol WebTransport = new(465, "webtransport", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol CertificateHash = new(466, "certhash", null, MultiaddrValueKind.CertificateHash);
    public static readonly MultiaddrProtocol WebSocket = new(477, "ws", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol WebSocketSecure = new(478, "wss", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol Http = new(480, "http", 0, MultiaddrValueKind.None);
    public static readonly MultiaddrProtocol HttpPath = new(481, "http-path", null, MultiaddrValueKind.EncodedPath);

    /// <summary>The table says "arbitrary"; the implementations in Go and Rust agree on 64 bits.</summary>
    public static readonly MultiaddrProtocol Memory = new(777, "memory", 8, MultiaddrValueKind.Number);

    private const string UnknownPrefix = "unknown-";

    private static readonly MultiaddrProtocol[] Known =
    [
        Ip4, Tcp, Ip6, Ip6Zone, PrefixLength, Dns, Dns4, Dns6, DnsAddress, Udp, WebRtcDirect, WebRtc, Circuit, Unix, Peer, Https, Tls, ServerName,
        Noise, Quic, QuicV1, WebTransport, CertificateHash, WebSocket, WebSocketSecure, Http, HttpPath, Memory,

        // Nothing here dials these; knowing their lengths keeps what follows them readable.
        new(33, "dccp", 2, MultiaddrValueKind.Port),
        new(132, "sctp", 2, MultiaddrValueKind.Port),
        new(275, "p2p-webrtc-star", 0, MultiaddrValueKind.None),
        new(276, "p2p-webrtc-direct", 0, MultiaddrValueKind.None),
        new(277, "p2p-stardust", 0, MultiaddrValueKind.None),
        new(301, "udt", 0, MultiaddrValueKind.None),
        new(302, "utp", 0, MultiaddrValueKind.None),
        new(444, "onion", 12, MultiaddrValueKind.Onion),
        new(445, "onion3", 37, MultiaddrValueKind.Onion3),
        new(446, "garlic64", null, MultiaddrValueKind.Garlic64),
        new(447, "garlic32", null, MultiaddrValueKind.Garlic32),
        new(479, "p2p-websocket-star", 0, MultiaddrValueKind.None),
    ];

    private static readonly FrozenDictionary<int, MultiaddrProtocol> ByCode = Known.ToFrozenDictionary(protocol => protocol.Code);
    private static readonly FrozenDictionary<string, MultiaddrProtocol> ByName =
        Known.Append(Peer with { Name = "ipfs" }).ToFrozenDictionary(protocol => protocol.Name);

    public static MultiaddrProtocol? Find(int code) => ByCode.GetValueOrDefault(code);

    /// <summary>Finds by name; "ipfs" is the former name of "p2p", and "unknown-" with a code stands for a protocol outside the table.</summary>
    public static MultiaddrProtocol? Find(string name)
    {
        if (ByName.TryGetValue(name, out var protocol))
        {
            return ByCode[protocol.Code];
        }

        return name.StartsWith(UnknownPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(UnknownPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && !ByCode.ContainsKey(code)
                ? Unknown(code)
                : null;
    }

    /// <summary>Stands for a protocol outside the table: its value is everything to the end of the address, since its length cannot be known.</summary>
    internal static MultiaddrProtocol Unknown(int code) => new(code, string.Create(CultureInfo.InvariantCulture, $"{UnknownPrefix}{code}"), null, MultiaddrValueKind.Opaque);
}
