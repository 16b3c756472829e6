using System.Text.Json;

namespace DarkSwap.Libp2p.Tests.Security;

/// <summary>One published handshake with everything random in it fixed.</summary>
internal sealed record NoiseVector(
    byte[] Prologue,
    byte[] InitiatorStatic,
    byte[] InitiatorEphemeral,
    byte[] ResponderStatic,
    byte[] ResponderEphemeral,
    byte[] HandshakeHash,
    IReadOnlyList<(byte[] Payload, byte[] Ciphertext)> Messages)
{
    internal static NoiseVector Load()
    {
        using var file = typeof(NoiseVector).Assembly.GetManifestResourceStream("noise-xx-25519-chachapoly-sha256.json")!;
        using var document = JsonDocument.Parse(file);
        var vector = document.RootElement[0];
        byte[] Bytes(string name) => Convert.FromHexString(vector.GetProperty(name).GetString()!);
        return new NoiseVector(
            Bytes("init_prologue"),
            Bytes("init_static"),
            Bytes("init_ephemeral"),
            Bytes("resp_static"),
            Bytes("resp_ephemeral"),
            Bytes("handshake_hash"),
            [.. vector.GetProperty("messages").EnumerateArray().Select(message => (
                Convert.FromHexString(message.GetProperty("payload").GetString()!),
                Convert.FromHexString(message.GetProperty("ciphertext").GetString()!)))]);
    }
}
