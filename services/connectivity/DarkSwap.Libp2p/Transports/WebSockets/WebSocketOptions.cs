namespace DarkSwap.Libp2p.Transports.WebSockets;

public sealed record WebSocketOptions
{
    /// <summary>Time for everything before the first byte of a WebSocket: TLS where there is any, and the HTTP upgrade.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
