using System.Net;
using DarkSwap.Libp2p.Swarm.Addresses;

namespace DarkSwap.Libp2p.Tests.Swarm.Addresses;

public sealed class AddressScopesTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:0808:0808::1")]
    public void Knows_what_anybody_may_reach(string address) => AddressScopes.ScopeOf(IPAddress.Parse(address)).ShouldBe(AddressScope.Public);

    [Theory]
    [InlineData("10.0.0.1", AddressScope.Private)]
    [InlineData("172.16.0.1", AddressScope.Private)]
    [InlineData("172.31.255.255", AddressScope.Private)]
    [InlineData("192.168.1.1", AddressScope.Private)]
    [InlineData("100.64.0.1", AddressScope.Private)]
    [InlineData("fd00::1", AddressScope.Private)]
    [InlineData("169.254.169.254", AddressScope.LinkLocal)]
    [InlineData("fe80::1", AddressScope.LinkLocal)]
    [InlineData("127.0.0.1", AddressScope.Loopback)]
    [InlineData("127.255.255.254", AddressScope.Loopback)]
    [InlineData("::1", AddressScope.Loopback)]
    [InlineData("0.0.0.0", AddressScope.Unusable)]
    [InlineData("0.1.2.3", AddressScope.Unusable)]
    [InlineData("::", AddressScope.Unusable)]
    [InlineData("::7f00:1", AddressScope.Unusable)]
    [InlineData("224.0.0.251", AddressScope.Unusable)]
    [InlineData("255.255.255.255", AddressScope.Unusable)]
    [InlineData("240.0.0.1", AddressScope.Unusable)]
    [InlineData("198.51.100.7", AddressScope.Unusable)]
    [InlineData("ff02::fb", AddressScope.Unusable)]
    [InlineData("2001:db8::1", AddressScope.Unusable)]
    public void Knows_what_they_may_not(string address, AddressScope scope) => AddressScopes.ScopeOf(IPAddress.Parse(address)).ShouldBe(scope);

    [Theory]
    [InlineData("::ffff:127.0.0.1", AddressScope.Loopback)]
    [InlineData("::ffff:169.254.169.254", AddressScope.LinkLocal)]
    [InlineData("64:ff9b::10.0.0.1", AddressScope.Private)]
    [InlineData("64:ff9b:1::127.0.0.1", AddressScope.Loopback)]
    [InlineData("2002:7f00:0001::1", AddressScope.Loopback)]
    [InlineData("2002:c0a8:0101::", AddressScope.Private)]
    [InlineData("2001:0:1234::80ff:fffe", AddressScope.Loopback)]
    public void Looks_through_addresses_that_carry_another(string address, AddressScope scope) => AddressScopes.ScopeOf(IPAddress.Parse(address)).ShouldBe(scope);
}
