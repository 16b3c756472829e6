namespace DarkSwap.Orderbook.Endpoints;

/// <summary>Query of <c>GET /orders</c>, as text so that every wrong value can be named.</summary>
/// <param name="Status">Default: open.</param>
/// <param name="Maker">Peer id.</param>
/// <param name="Limit">1 to 1,000; default 100.</param>
internal sealed record OrderQuery(string? Base, string? Quote, string? Side, string? Status, string? Maker, string? Limit, string? Cursor);
