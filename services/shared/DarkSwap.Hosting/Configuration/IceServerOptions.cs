namespace DarkSwap.Hosting.Configuration;

/// <summary>One STUN or TURN server (RFC 7064, RFC 7065).</summary>
public sealed class IceServerOptions
{
    /// <summary>For example <c>stun:stun.example.org:3478</c>.</summary>
    public string Urls { get; set; } = string.Empty;

    public string? Username { get; set; }

    public string? Credential { get; set; }
}
