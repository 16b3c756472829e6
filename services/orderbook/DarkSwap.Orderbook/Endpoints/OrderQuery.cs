using DarkSwap.Contracts.Orders;
using DarkSwap.Hosting.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>Query of <c>GET /orders</c>, as text so that every wrong value can be named.</summary>
internal sealed record OrderQuery
{
    [FromQuery(Name = "base")]
    public string? Base { get; init; }

    [FromQuery(Name = "quote")]
    public string? Quote { get; init; }

    [FromQuery(Name = "side"), DescribedAs(typeof(OrderSide))]
    public string? Side { get; init; }

    /// <summary>Default: open.</summary>
    [FromQuery(Name = "status"), DescribedAs(typeof(OrderStatus))]
    public string? Status { get; init; }

    /// <summary>Peer id.</summary>
    [FromQuery(Name = "maker")]
    public string? Maker { get; init; }

    /// <summary>1 to 1,000; default 100.</summary>
    [FromQuery(Name = "limit"), DescribedAs(typeof(int), Minimum = 1, Maximum = 1_000)]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }
}
