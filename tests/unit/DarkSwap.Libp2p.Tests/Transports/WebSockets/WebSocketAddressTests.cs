using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports.WebSockets;

namespace DarkSwap.Libp2p.Tests.Transports.WebSockets;

public sealed class WebSocketAddressTests
{
    [Theory]
    [InlineData("/ip4/1.2.3.4/tcp/80/ws", false, null)]
    [InlineData("/ip6/::1/tcp/443/wss", true, null)]
    [InlineData("/dns4/example.com/tcp/443/tls/ws", true, null)]
    [InlineData("/ip4/1.2.3.4/tcp/443/tls/sni/example.com/ws", true, "example.com")]
    [InlineData("/ip4/1.2.3.4/tcp/80/ws/p2p/12D3KooWPjceQrSwdWXPyLLeABRXmuqt69Rg3sBYbU1Nft9HyQ6X", false, null)]
    public void Reads_every_form_of_a_WebSocket_address(string text, bool isSecure, string? serverName)
    {
        WebSocketAddress.TryRead(Multiaddr.Parse(text), out var address).ShouldBeTrue();

        address!.IsSecure.ShouldBe(isSecure);
        address.ServerName.ShouldBe(serverName);
        address.Over(address.Tcp).ShouldBe(Multiaddr.Parse(text).WithoutPeer());
    }

    [Theory]
    [InlineData("/ip4/1.2.3.4/tcp/80")]
    [InlineData("/ip4/1.2.3.4/tcp/80/tls")]
    [InlineData("/ip4/1.2.3.4/tcp/80/tls/wss")]
    [InlineData("/ip4/1.2.3.4/tcp/80/sni/a/ws")]
    [InlineData("/ip4/1.2.3.4/tcp/80/ws/p2p-circuit")]
    [InlineData("/ip4/1.2.3.4/tcp/80/tls/sni/a/ws/http")]
    public void Leaves_other_addresses_to_others(string text)
    {
        WebSocketAddress.TryRead(Multiaddr.Parse(text), out _).ShouldBeFalse();
    }
}
