using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Hosting.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Gateway.Authentication;

/// <summary>The keys that tokens are signed with: kept in the database, read anew while they are used, replaced in time. Also what this process and the services verify by.</summary>
internal sealed class SigningKeys(
    IDbContextFactory<GatewayDbContext> contexts, NodeAudience audience, KeyEncryption encryption, IOptions<TokenOptions> options, TimeProvider timeProvider)
    : ITokenKeys, IKeyPublisher, IDisposable
{
    /// <summary>A new key is known for this long before it signs, so that whoever asks now and then has it already.</summary>
    private static readonly TimeSpan PublishedAhead = TimeSpan.FromMinutes(10);

    /// <summary>Keys are still published for this long after the last token that they have signed has expired.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim loading = new(1);
    private volatile LoadedKeys? loaded;

    /// <summary>Whether tokens can be issued.</summary>
    public bool AreLoaded => loaded is not null;

    public async ValueTask<TrustedKeys> GetAsync(string keyId, CancellationToken cancellationToken)
    {
        var keys = await LoadAsync(Stale, cancellationToken);
        return keys.Trusted.Keys.ContainsKey(keyId) ? keys.Trusted : (await LoadAsync(Fresh, cancellationToken)).Trusted;
    }

    public async ValueTask<byte[]> GetDocumentAsync(CancellationToken cancellationToken) => (await LoadAsync(Fresh, cancellationToken)).Document;

    /// <summary>The key that signs now; made if there is none.</summary>
    public async ValueTask<ECDsaSecurityKey> GetSigningKeyAsync(CancellationToken cancellationToken)
    {
        var keys = await LoadAsync(Stale, cancellationToken);
        var now = timeProvider.GetUtcNow();
        if (keys.SigningAt(now) is not { } signing)
        {
            keys = await LoadAsync(TimeSpan.Zero, cancellationToken);
            signing = keys.SigningAt(now) ?? throw new KeysUnavailableException("There is no key to sign tokens with");
        }

        return signing.Private;
    }

    public void Dispose() => loading.Dispose();

    private async ValueTask<LoadedKeys> LoadAsync(TimeSpan mostAge, CancellationToken cancellationToken)
    {
        if (loaded is { } known && timeProvider.GetElapsedTime(known.LoadedAt) < mostAge)
        {
            return known;
        }

        await loading.WaitAsync(cancellationToken);
        try
        {
            if (loaded is { } meanwhile && timeProvider.GetElapsedTime(meanwhile.LoadedAt) < mostAge)
            {
                return meanwhile;
            }

            return loaded = await ReadAsync(await audience.GetAsync(cancellationToken), cancellationToken);
        }
        finally
        {
            loading.Release();
        }
    }

    private async Task<LoadedKeys> ReadAsync(string tokensAreFor, CancellationToken cancellationToken)
    {
        var loadedAt = timeProvider.GetTimestamp();
        var now = timeProvider.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.SigningKeys.AsNoTracking().Where(row => row.VerifiesUntil > now).ToListAsync(cancellationToken);
        var own = rows.Select(Open).OfType<OwnKey>().ToList();
        var lastsUntil = own.Where(key => key.Row.SignsFrom <= now).Select(key => key.Row.SignsUntil).DefaultIfEmpty().Max();
        if (lastsUntil <= now + PublishedAhead && !own.Exists(key => key.Row.SignsFrom > now))
        {
            var next = Create(lastsUntil > now ? lastsUntil : now);
            context.SigningKeys.Add(next);
            await context.SaveChangesAsync(cancellationToken);
            await context.SigningKeys.Where(row => row.VerifiesUntil < now).ExecuteDeleteAsync(cancellationToken);
            rows.Add(next);
            own.Add(Open(next)!);
        }

        var trusted = rows.Select(row => KeySetDocument.Key.Of(row.KeyId, PublicOf(row))).ToList();
        var document = JsonSerializer.SerializeToUtf8Bytes(new KeySetDocument { Keys = trusted, Audience = tokensAreFor }, KeySetDocument.Json);
        var unchanged = loaded is { } before && before.Document.AsSpan().SequenceEqual(document);
        return new LoadedKeys(
            unchanged ? loaded!.Trusted : new TrustedKeys(tokensAreFor, trusted.ToFrozenDictionary(key => key.KeyId!, key => (SecurityKey)key.ToSecurityKey()!, StringComparer.Ordinal)),
            own,
            document,
            loadedAt);
    }

    private SigningKeyRow Create(DateTimeOffset signsFrom)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = key.ExportSubjectPublicKeyInfo();
        var keyId = Convert.ToHexStringLower(SHA256.HashData(publicKey))[..32];
        var plain = key.ExportPkcs8PrivateKey();
        var signsUntil = signsFrom + options.Value.SigningKeyPeriod;
        var row = new SigningKeyRow
        {
            KeyId = keyId,
            PublicKey = publicKey,
            EncryptedPrivateKey = encryption.Encrypt(keyId, plain),
            SignsFrom = signsFrom,
            SignsUntil = signsUntil,
            VerifiesUntil = signsUntil + options.Value.AccessTokenLifetime + Afterwards,
        };
        CryptographicOperations.ZeroMemory(plain);
        return row;
    }

    /// <summary>Null for the key of a gateway that encrypts with another secret: it is published all the same, and does not sign here.</summary>
    private OwnKey? Open(SigningKeyRow row)
    {
        if (!encryption.TryDecrypt(row.KeyId, row.EncryptedPrivateKey, out var plain))
        {
            return null;
        }

        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(plain, out _);
        CryptographicOperations.ZeroMemory(plain);
        return new OwnKey(row, new ECDsaSecurityKey(key) { KeyId = row.KeyId });
    }

    private static ECParameters PublicOf(SigningKeyRow row)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(row.PublicKey, out _);
        return key.ExportParameters(includePrivateParameters: false);
    }

    private sealed record OwnKey(SigningKeyRow Row, ECDsaSecurityKey Private);

    private sealed record LoadedKeys(TrustedKeys Trusted, IReadOnlyList<OwnKey> Own, byte[] Document, long LoadedAt)
    {
        public OwnKey? SigningAt(DateTimeOffset now) => Own.Where(key => key.Row.SignsFrom <= now && now < key.Row.SignsUntil).MaxBy(key => key.Row.SignsFrom);
    }
}
