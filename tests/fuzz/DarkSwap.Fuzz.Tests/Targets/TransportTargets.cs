using System.Buffers;
using System.Net;
using System.Text;
using DarkSwap.Fuzz.Tests.Engine;
using DarkSwap.Libp2p.Transports.Dns;
using DarkSwap.Libp2p.Transports.Proxies;
using DarkSwap.Libp2p.Transports.WebSockets;

namespace DarkSwap.Fuzz.Tests.Targets;

/// <summary>What transports read before there is a connection: from anybody who connects, from servers of names, from proxies.</summary>
internal static class TransportTargets
{
    private const ushort Id = 7;
    private const string Upgrade =
        "GET /chat HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nX-Forwarded-For: 203.0.113.9, 10.0.0.1\r\n\r\n";
    private const string Switching =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    private static readonly DnsQuestion Addresses = new("a.example", DnsRecordType.Address4);
    private static readonly DnsQuestion Texts = new("_dnsaddr.a.example", DnsRecordType.Text);

    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("HTTP upgrade", [Encoding.ASCII.GetBytes(Upgrade)], FeedUpgrade),
        new("HTTP upgrade's answer", [Encoding.ASCII.GetBytes(Switching)], FeedSwitching),
        new("DNS addresses", [Answer(Addresses, DnsRecordType.Address4, [1, 2, 3, 4]), Answer(Addresses, DnsRecordType.Alias, [1, (byte)'b', 0xC0, 14])], input => FeedDns(input, Addresses)),
        new("DNS texts", [Answer(Texts, DnsRecordType.Text, [3, .. "abc"u8, 2, .. "de"u8])], input => FeedDns(input, Texts)),
        new("PROXY header", [Proxy(0x11, 12), Proxy(0x21, 40)], FeedProxy),
    ];

    private static bool FeedUpgrade(ReadOnlySpan<byte> input)
    {
        if (!TryReadHead(input, out var head))
        {
            return false;
        }

        // What was read is what is forwarded to the rules about proxies, whether it is a handshake or not.
        Expect.True(head.Members("X-Forwarded-For").All(member => member.Length > 0));
        return WebSocketUpgrade.StatusOf(head) is null;
    }

    private static bool FeedSwitching(ReadOnlySpan<byte> input) => TryReadHead(input, out var head) && WebSocketUpgrade.Refusal(head, "dGhlIHNhbXBsZSBub25jZQ==") is null;

    /// <summary>A head is read the same whatever follows it, and never from less than the whole.</summary>
    private static bool TryReadHead(ReadOnlySpan<byte> input, out HttpHead head)
    {
        var status = HttpHead.TryRead(input, out var read, out var length);
        head = read!;
        if (status != OperationStatus.Done)
        {
            return false;
        }

        Expect.True(length <= Math.Min(input.Length, HttpHead.MaximumLength));
        Expect.True(HttpHead.TryRead(input[..length], out _, out var again) == OperationStatus.Done && again == length);
        Expect.True(HttpHead.TryRead(input[..(length - 1)], out _, out _) != OperationStatus.Done);
        return true;
    }

    private static bool FeedDns(ReadOnlySpan<byte> input, DnsQuestion question)
    {
        if (DnsResponse.Read(input, Id, question) is not { } response)
        {
            return false;
        }

        Expect.True(response.Name.Length <= DnsName.MaximumLength);
        Expect.True(question.Type == DnsRecordType.Text ? response.Addresses.Count == 0 : response.Texts.Count == 0);
        return true;
    }

    private static bool FeedProxy(ReadOnlySpan<byte> input)
    {
        if (ProxyHeader.TryRead(input, out var header, out var length) != OperationStatus.Done)
        {
            return false;
        }

        Expect.True(length >= ProxyHeader.FixedLength && length <= Math.Min(input.Length, ProxyHeader.MaximumLength));
        Expect.True(ProxyHeader.TryRead(input[..length], out var again, out _) == OperationStatus.Done && again == header);
        Expect.True(ProxyHeader.TryRead(input[..(length - 1)], out _, out _) == OperationStatus.NeedMoreData);
        return true;
    }

    /// <summary>A response with two records of the name in question.</summary>
    private static byte[] Answer(DnsQuestion question, DnsRecordType type, byte[] data)
    {
        byte[] record = [0xC0, 12, 0, (byte)type, 0, 1, 0, 0, 0, 60, 0, (byte)data.Length, .. data];
        var query = DnsQuery.Write(Id, question);

        // Without the record of options at the query's end, which has 11 bytes.
        byte[] message = [.. query[..^11], .. record, .. record];
        message[2] = 0x81;
        message[7] = 2;
        message[11] = 0;
        return message;
    }

    private static byte[] Proxy(byte transport, byte length) =>
    [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, 0x21, transport, 0, length,
        .. IPAddress.Parse("2001:db8::1").GetAddressBytes(), .. new byte[length - 16 > 0 ? length - 16 : 0],
    ];
}
