namespace DarkSwap.Connectivity.Endpoints;

public sealed record PingResponse(long RoundTripMicroseconds);
