namespace DarkSwap.Libp2p.Transports.WebSockets;

public sealed record WebSocketOptions
{
    /// <summary>Time for everything before the first byte of a WebSocket: TLS where there is any, and the HTTP upgrade.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>File in PEM with the server's certificate and its intermediates. Without it and <see cref="KeyFile"/> no secure WebSockets are served.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>File in PEM with the certificate's private key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Replaced files serve new connections after this time at the latest.</summary>
    public TimeSpan CertificateReloadInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>File in PEM with the authorities whose certificates are believed when dialing, in place of the system's.</summary>
    public string? AuthoritiesFile { get; init; }
}
