namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>What a js-libp2p node has; lists in its order of preference, as texts with blanks so that options are equal by value.</summary>
internal sealed record JsNodeOptions
{
    internal const string Noise = "/noise";
    internal const string Tls = "/tls/1.0.0";
    internal const string Yamux = "/yamux/1.0.0";
    internal const string Mplex = "/mplex/6.7.0";
    internal const string Tcp = "/ip4/127.0.0.1/tcp/0";
    internal const string WebSocket = "/ip4/127.0.0.1/tcp/0/ws";

    internal const string SecureWebSocket = "/ip4/127.0.0.1/tcp/0/tls/ws";

    internal string Addresses { get; init; } = $"{Tcp} {WebSocket} {SecureWebSocket}";

    internal string Securities { get; init; } = Noise;

    internal string Muxers { get; init; } = Yamux;

    /// <summary>Ed25519, secp256k1 or RSA.</summary>
    public string Key { get; init; } = "Ed25519";

    public IReadOnlyList<string> Listen => Addresses.Split(' ');

    public IReadOnlyList<string> Security => Securities.Split(' ');

    public IReadOnlyList<string> Muxer => Muxers.Split(' ');
}
