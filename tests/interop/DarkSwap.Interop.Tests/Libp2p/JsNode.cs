using System.Text.Json;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>A js-libp2p node in a <see cref="JsProcess"/>.</summary>
internal sealed class JsNode(JsProcess process, string name, JsonElement created)
{
    internal const string EchoProtocol = "/darkswap-interop/echo/1.0.0";
    internal const string ResetProtocol = "/darkswap-interop/reset/1.0.0";
    internal const string WaitProtocol = "/darkswap-interop/wait/1.0.0";
    internal const string SinkProtocol = "/darkswap-interop/sink/1.0.0";
    internal const string SourceProtocol = "/darkswap-interop/source/1.0.0";
    internal const string LaterProtocol = "/darkswap-interop/later/1.0.0";

    internal PeerId PeerId { get; } = PeerId.Parse(created.GetProperty("peer").GetString()!);

    internal IReadOnlyList<Multiaddr> Addresses { get; } = [.. created.GetProperty("addresses").EnumerateArray().Select(item => Multiaddr.Parse(item.GetString()!))];

    internal Task<JsonElement> RunAsync(string command, object parameters, CancellationToken cancellationToken) =>
        process.RunAsync(command, name, parameters, cancellationToken);

    /// <summary>An event of this node, also if it was before the call.</summary>
    internal Task<JsonElement> WaitForAsync(string eventName, Func<JsonElement, bool> isWanted, CancellationToken cancellationToken) =>
        process.WaitForAsync(eventName, item => item.GetProperty("node").GetString() == name && isWanted(item), cancellationToken);
}
