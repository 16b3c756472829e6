using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Cryptography;

namespace DarkSwap.Testing;

/// <summary>A user who proves a key to a node, over its API.</summary>
public static class KeyProof
{
    /// <param name="client">With a base address that ends with <c>/api/v1/</c>.</param>
    /// <returns>The answer of <c>POST /auth/tokens</c>.</returns>
    public static async Task<JsonElement> ProveAsync(HttpClient client, PrivateKey key, CancellationToken cancellationToken)
    {
        using var asked = await client.PostAsJsonAsync("auth/challenges", new { peerId = PeerId.FromPublicKey(key.PublicKey).ToString() }, cancellationToken);
        var challenge = await asked.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        using var answered = await AnswerAsync(client, key, challenge, cancellationToken);
        return await answered.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public static Task<HttpResponseMessage> AnswerAsync(HttpClient client, PrivateKey key, JsonElement challenge, CancellationToken cancellationToken) => client.PostAsJsonAsync(
        "auth/tokens",
        new
        {
            challengeId = challenge.GetProperty("challengeId").GetGuid(),
            publicKey = key.PublicKey.ToBytes(),
            signature = key.Sign(challenge.GetProperty("signingInput").GetBytesFromBase64()),
        },
        cancellationToken);
}
