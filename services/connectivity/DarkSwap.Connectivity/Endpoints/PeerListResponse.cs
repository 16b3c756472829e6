namespace DarkSwap.Connectivity.Endpoints;

/// <param name="Cursor">Pass it to get the next page; null after the last.</param>
public sealed record PeerListResponse(IReadOnlyList<PeerResponse> Items, string? Cursor);
