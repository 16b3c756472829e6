namespace DarkSwap.Hosting.Configuration;

/// <summary>Section <c>libp2p:webSockets</c>: certificates of secure WebSockets.</summary>
public sealed class WebSocketListenOptions
{
    /// <summary>File in PEM with the server's certificate and its intermediates; replaced files are taken live.</summary>
    public string Certificate { get; set; } = string.Empty;

    /// <summary>File in PEM with its private key.</summary>
    public string Key { get; set; } = string.Empty;

    /// <summary>File in PEM with the authorities that are believed when dialing, in place of the system's.</summary>
    public string Authorities { get; set; } = string.Empty;
}
