using System.Security.Cryptography;
using System.Text;
using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Authentication;

/// <summary>API keys: <c>dsk_</c>, the key's id, <c>_</c> and 32 random bytes in base64url. Stored hashed and looked up at every use, so that a revocation counts at once.</summary>
internal sealed class ApiKeys(IDbContextFactory<GatewayDbContext> contexts, IOptions<TokenOptions> options, IRandomSource randomSource, TimeProvider timeProvider)
{
    public const string Prefix = "dsk_";

    public const int KeyIdLength = 16;

    private const int SecretBytes = 32;
    private static readonly TimeSpan UseIsNoted = TimeSpan.FromMinutes(1);

    /// <summary>The key and its one showing; null when there are too many.</summary>
    public async Task<(ApiKeyRow Row, string Key)?> CreateAsync(string name, IEnumerable<string> scopes, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var keyId = Convert.ToHexStringLower(Secrets.NewBytes(randomSource, KeyIdLength / 2));
        var key = $"{Prefix}{keyId}_{Secrets.NewText(randomSource, SecretBytes)}";
        var row = new ApiKeyRow
        {
            KeyId = keyId,
            Name = name,
            SecretHash = Secrets.HashOf(key),
            Scope = string.Join(' ', scopes),
            CreatedAt = timeProvider.GetUtcNow(),
            ExpiresAt = expiresAt,
        };
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.ApiKeys.CountAsync(cancellationToken) >= options.Value.MaximumApiKeys)
        {
            return null;
        }

        context.ApiKeys.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        return (row, key);
    }

    /// <summary>Null for what is no key, or one that has expired or was revoked.</summary>
    public async ValueTask<ApiKeyRow?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (key.Length <= Prefix.Length + KeyIdLength || key[Prefix.Length + KeyIdLength] != '_')
        {
            return null;
        }

        var keyId = key.Substring(Prefix.Length, KeyIdLength);
        var now = timeProvider.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.ApiKeys.AsNoTracking().SingleOrDefaultAsync(row => row.KeyId == keyId, cancellationToken);
        if (row is null
            || row.ExpiresAt <= now
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.SecretHash), Encoding.ASCII.GetBytes(Secrets.HashOf(key))))
        {
            return null;
        }

        var noted = now - UseIsNoted;
        if (row.LastUsedAt is null || row.LastUsedAt < noted)
        {
            await context.ApiKeys.Where(used => used.KeyId == keyId).ExecuteUpdateAsync(used => used.SetProperty(property => property.LastUsedAt, now), cancellationToken);
        }

        return row;
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiKeys.AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.KeyId).Take(options.Value.MaximumApiKeys).ToListAsync(cancellationToken);
    }

    /// <summary>False when there is no such key.</summary>
    public async Task<bool> RevokeAsync(string keyId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiKeys.Where(row => row.KeyId == keyId).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
