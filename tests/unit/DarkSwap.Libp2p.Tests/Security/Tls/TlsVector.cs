using System.Text.Json;

namespace DarkSwap.Libp2p.Tests.Security.Tls;

/// <summary>A certificate published with the specification, and the peer that it proves; null where it proves none.</summary>
internal sealed record TlsVector(byte[] Certificate, string? Peer)
{
    internal static TlsVector Load(string name)
    {
        using var file = typeof(TlsVector).Assembly.GetManifestResourceStream("libp2p-tls-certificates.json")!;
        using var document = JsonDocument.Parse(file);
        var vector = document.RootElement.EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);
        return new TlsVector(Convert.FromHexString(vector.GetProperty("certificate").GetString()!), vector.GetProperty("peer").GetString());
    }
}
