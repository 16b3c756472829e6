namespace DarkSwap.Connectivity.Endpoints;

/// <param name="Address">Multiaddress that ends in the peer's id, for example <c>/ip4/192.0.2.1/tcp/9000/p2p/12D3Koo…</c>.</param>
/// <param name="FurtherAddresses">Other addresses of the same peer, at most 24: the first that works is taken.</param>
public sealed record DialRequest(string Address, IReadOnlyList<string>? FurtherAddresses = null);
