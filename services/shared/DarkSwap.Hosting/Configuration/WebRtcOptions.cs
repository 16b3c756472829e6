namespace DarkSwap.Hosting.Configuration;

/// <summary>Section <c>webrtc</c>, key by key as in the description of the network.</summary>
public sealed class WebRtcOptions
{
    public const string Section = "webrtc";

    public IReadOnlyList<IceServerOptions> IceServers { get; set; } = [];

    /// <summary><c>all</c> or <c>relay</c>.</summary>
    public string IceTransportPolicy { get; set; } = "all";

    /// <summary><c>balanced</c>, <c>max-bundle</c> or <c>max-compat</c>.</summary>
    public string BundlePolicy { get; set; } = "balanced";

    /// <summary><c>require</c> (RFC 8829 §4.1.1 has no other left).</summary>
    public string RtcpMuxPolicy { get; set; } = "require";

    /// <summary>0 to 255.</summary>
    public int IceCandidatePoolSize { get; set; }
}
