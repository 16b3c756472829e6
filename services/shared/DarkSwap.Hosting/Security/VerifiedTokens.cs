using System.Collections.Concurrent;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Hosting.Security;

/// <summary>Tokens whose signature was verified, by their hash: a caller sends the same one for minutes, and the signature is the costly part.</summary>
internal sealed class VerifiedTokens(TimeProvider timeProvider)
{
    private const int MaximumTokens = 4096;

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Null when it must be verified: never seen, expired since, or verified by other keys.</summary>
    public TokenValidationResult? Find(string hash, TrustedKeys trusted) =>
        entries.TryGetValue(hash, out var entry) && ReferenceEquals(entry.Trusted, trusted) && timeProvider.GetUtcNow().UtcDateTime < entry.Result.SecurityToken.ValidTo + AccessTokens.ClockSkew
            ? entry.Result
            : null;

    public void Add(string hash, TrustedKeys trusted, TokenValidationResult result)
    {
        if (entries.Count >= MaximumTokens)
        {
            // Rare, and what is forgotten is verified again.
            entries.Clear();
        }

        entries[hash] = new Entry(trusted, result);
    }

    private sealed record Entry(TrustedKeys Trusted, TokenValidationResult Result);
}
