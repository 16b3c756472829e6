using System.Buffers;
using System.Net;
using DarkSwap.Libp2p.Transports.Proxies;

namespace DarkSwap.Libp2p.Tests.Transports.Proxies;

public sealed class ProxyHeaderTests
{
    internal static readonly byte[] Internet4 =
    [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, 0x21, 0x11, 0x00, 0x0C,
        192, 0, 2, 1, 198, 51, 100, 1, 0x30, 0x39, 0x0F, 0xA1,
    ];

    private static readonly byte[] Internet6 =
    [
        .. Internet4[..12], 0x21, 0x21, 0x00, 0x29,
        .. IPAddress.Parse("2001:db8::1").GetAddressBytes(), .. IPAddress.Parse("2001:db8::2").GetAddressBytes(), 0, 1, 0, 2, 0x04, 0, 2, 9, 9,
    ];

    [Fact]
    public void Reads_both_addresses_of_either_family_and_skips_what_follows_them()
    {
        ProxyHeader.TryRead(Internet4, out var header, out var length).ShouldBe(OperationStatus.Done);
        header.ShouldBe(new ProxyHeader(IPEndPoint.Parse("192.0.2.1:12345"), IPEndPoint.Parse("198.51.100.1:4001")));
        length.ShouldBe(Internet4.Length);

        ProxyHeader.TryRead(Internet6, out header, out length).ShouldBe(OperationStatus.Done);
        header.ShouldBe(new ProxyHeader(IPEndPoint.Parse("[2001:db8::1]:1"), IPEndPoint.Parse("[2001:db8::2]:2")));
        length.ShouldBe(Internet6.Length);
    }

    [Theory]
    [InlineData(0x20, 0x00, 0)]
    [InlineData(0x20, 0x11, 12)]
    [InlineData(0x21, 0x00, 5)]
    [InlineData(0x21, 0x31, 216)]
    public void Knows_of_nobody_when_the_proxy_speaks_for_itself_or_cannot_tell(byte command, byte transport, byte length)
    {
        ProxyHeader.TryRead([.. Internet4[..12], command, transport, 0, length, .. new byte[length]], out var header, out _).ShouldBe(OperationStatus.Done);

        header.Source.ShouldBeNull();
    }

    [Theory]
    [InlineData(0x11, 0x11, 0, 12)]
    [InlineData(0x22, 0x11, 0, 12)]
    [InlineData(0x21, 0x12, 0, 12)]
    [InlineData(0x21, 0x11, 0, 11)]
    [InlineData(0x21, 0x21, 0, 35)]
    [InlineData(0x21, 0x11, 0xFF, 0xFF)]
    [InlineData(0x21, 0x11, 0x07, 0xF1)]
    public void Refuses_what_the_second_version_does_not_have_or_is_too_long(byte command, byte transport, byte high, byte low)
    {
        ProxyHeader.TryRead([.. Internet4[..12], command, transport, high, low, .. new byte[(high * 256) + low]], out _, out _).ShouldBe(OperationStatus.InvalidData);
    }

    [Fact]
    public void Waits_for_all_of_a_header_and_knows_another_protocol_by_its_first_byte()
    {
        for (var length = 0; length < Internet4.Length; length++)
        {
            ProxyHeader.TryRead(Internet4.AsSpan(0, length), out _, out _).ShouldBe(OperationStatus.NeedMoreData);
        }

        ProxyHeader.TryRead("G"u8, out _, out _).ShouldBe(OperationStatus.InvalidData);
        ProxyHeader.TryRead("PROXY TCP4 192.0.2.1"u8, out _, out _).ShouldBe(OperationStatus.InvalidData);
    }

    [Fact]
    public void Never_throws_for_damaged_headers()
    {
        Mutations.Of(Internet4, bytes => ProxyHeader.TryRead(bytes, out _, out _));
        Mutations.Of(Internet6, bytes => ProxyHeader.TryRead(bytes, out _, out _));
    }
}
