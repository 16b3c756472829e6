using System.Collections.Concurrent;

namespace DarkSwap.Hosting.Security;

/// <summary>Tokens whose signature was verified, by their hash: a caller sends the same one for minutes, and the signature is the costly part.</summary>
internal sealed class VerifiedTokens(TimeProvider timeProvider)
{
    private const int MaximumTokens = 4096;

    private readonly ConcurrentDictionary<string, VerifiedToken> entries = new(StringComparer.Ordinal);

    /// <summary>Null when it was never seen, or has expired since. It must be verified again when the keys of its id are other ones.</summary>
    public VerifiedToken? Find(string hash) =>
        entries.TryGetValue(hash, out var entry) && timeProvider.GetUtcNow().UtcDateTime < entry.Result.SecurityToken.ValidTo + AccessTokens.ClockSkew ? entry : null;

    public void Add(string hash, VerifiedToken token)
    {
        if (entries.Count >= MaximumTokens)
        {
            // Rare, and what is forgotten is verified again.
            entries.Clear();
        }

        entries[hash] = token;
    }
}
