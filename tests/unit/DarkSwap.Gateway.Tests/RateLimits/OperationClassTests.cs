using System.Net;
using DarkSwap.Gateway.Edge;
using DarkSwap.Gateway.RateLimits;
using Microsoft.AspNetCore.Http;

namespace DarkSwap.Gateway.Tests.RateLimits;

public sealed class OperationClassTests
{
    [Theory]
    [InlineData("GET", "/api/v1/orders", "Read")]
    [InlineData("HEAD", "/api/v1/orders/1", "Read")]
    [InlineData("OPTIONS", "/api/v1/orders", "Read")]
    [InlineData("GET", "/api/v1/trades/1/psbt", "Read")]
    [InlineData("GET", "/openapi/v1.json", "Read")]
    [InlineData("GET", "/nowhere", "Read")]
    [InlineData("POST", "/nowhere", "Write")]
    [InlineData("POST", "/api/v1/orders", "Write")]
    [InlineData("POST", "/api/v1/orders/signed", "Write")]
    [InlineData("DELETE", "/api/v1/orders/1", "Write")]
    [InlineData("BREW", "/api/v1/orders", "Write")]
    [InlineData("POST", "/api/v1/trades/1/acceptance", "Write")]
    [InlineData("POST", "/api/v1/trades/1/signatures", "Expensive")]
    [InlineData("POST", "/API/V1/TRADES/1/SIGNATURES", "Expensive")]
    [InlineData("POST", "/api/v1/psbts", "Expensive")]
    [InlineData("POST", "/api/v1/psbts/analyses", "Expensive")]
    [InlineData("POST", "/api/v1/orderbook/quotes", "Expensive")]
    [InlineData("POST", "/api/v1/auth/challenges", "Authentication")]
    [InlineData("GET", "/api/v1/auth/api-keys", "Authentication")]
    [InlineData("GET", "/api/v1/events", "Stream")]
    [InlineData("GET", "/api/v1/network/signaling", "Stream")]
    [InlineData("CONNECT", "/api/v1/network/signaling", "Stream")]
    [InlineData("GET", "/health/ready", null)]
    [InlineData("POST", "/health/live", null)]
    public void A_request_counts_in_the_class_of_what_it_costs(string method, string path, string? expected)
    {
        var request = new DefaultHttpContext { Request = { Method = method, Path = path } }.Request;

        OperationClasses.Of(request)?.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::1", "127.0.0.1", false)]
    public void Addresses_that_one_household_has_are_one_source(string first, string second, bool areOne) =>
        (SourceAddress.Of(IPAddress.Parse(first)) == SourceAddress.Of(IPAddress.Parse(second))).ShouldBe(areOne);
}
