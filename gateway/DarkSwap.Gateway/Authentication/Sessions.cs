using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Hosting.Security;
using DarkSwap.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Authentication;

/// <summary>
/// Sessions of users and their refresh tokens: <c>dsr_</c>, the session's secret, <c>.</c> and the token's own. Each use gives a new token and ends the old one;
/// whoever comes with an old one has stolen it or was stolen from, so that ends the session (RFC 9700 §4.14.2).
/// </summary>
internal sealed class Sessions(
    IDbContextFactory<GatewayDbContext> contexts, AccessTokenIssuer issuer, IOptions<TokenOptions> options, IRandomSource randomSource, TimeProvider timeProvider)
{
    public const string Prefix = "dsr_";

    private const int SecretBytes = 32;
    private static readonly string Scope = string.Join(' ', AccessPolicies.OfUsers);

    public async Task<IssuedTokens> BeginAsync(string peerId, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var session = Secrets.NewText(randomSource, SecretBytes);
        var token = NewToken(session);
        var row = new SessionRow
        {
            SessionId = Secrets.HashOf(session),
            TokenHash = Secrets.HashOf(token),
            Subject = peerId,
            CreatedAt = now,
            TokenExpiresAt = now + options.Value.RefreshTokenLifetime,
            ExpiresAt = now + options.Value.SessionLifetime,
        };
        var issued = await IssueAsync(peerId, token, row.TokenExpiresAt, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await MakeRoomAsync(context, peerId, now, cancellationToken);
        context.Sessions.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        return issued;
    }

    /// <summary>Null for a token that is none, has expired or was used before; the last ends the session.</summary>
    public async Task<IssuedTokens?> RefreshAsync(string token, CancellationToken cancellationToken)
    {
        if (SessionOf(token) is not { } session)
        {
            return null;
        }

        var now = timeProvider.GetUtcNow();
        var (sessionId, hash) = (Secrets.HashOf(session), Secrets.HashOf(token));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Sessions.AsNoTracking().SingleOrDefaultAsync(row => row.SessionId == sessionId, cancellationToken);
        if (row is null || row.TokenExpiresAt <= now || row.ExpiresAt <= now)
        {
            return null;
        }

        var next = NewToken(session);
        var nextHash = Secrets.HashOf(next);
        var expiresAt = now + options.Value.RefreshTokenLifetime is var wanted && wanted < row.ExpiresAt ? wanted : row.ExpiresAt;
        var issued = await IssueAsync(row.Subject, next, expiresAt, cancellationToken);
        var rotated = await context.Sessions.Where(current => current.SessionId == sessionId && current.TokenHash == hash).ExecuteUpdateAsync(
            current => current.SetProperty(property => property.TokenHash, nextHash).SetProperty(property => property.TokenExpiresAt, expiresAt), cancellationToken);
        if (rotated == 1)
        {
            return issued;
        }

        await context.Sessions.Where(stolen => stolen.SessionId == sessionId).ExecuteDeleteAsync(cancellationToken);
        return null;
    }

    /// <summary>Ends the session of a token, new or old; a token of none changes nothing.</summary>
    public async Task EndAsync(string token, CancellationToken cancellationToken)
    {
        if (SessionOf(token) is { } session)
        {
            var sessionId = Secrets.HashOf(session);
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await context.Sessions.Where(row => row.SessionId == sessionId).ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <summary>Whether it could be a token, of a session that may be over.</summary>
    public static bool HasForm(string token) => SessionOf(token) is not null;

    private static string? SessionOf(string token)
    {
        var end = token.IndexOf('.', StringComparison.Ordinal);
        return token.Length <= 128 && end > Prefix.Length && token.StartsWith(Prefix, StringComparison.Ordinal) ? token[Prefix.Length..end] : null;
    }

    private string NewToken(string session) => $"{Prefix}{session}.{Secrets.NewText(randomSource, SecretBytes)}";

    private async Task<IssuedTokens> IssueAsync(string subject, string refreshToken, DateTimeOffset refreshExpiresAt, CancellationToken cancellationToken) =>
        new(await issuer.IssueAsync(subject, Scope, options.Value.AccessTokenLifetime, cancellationToken), options.Value.AccessTokenLifetime, refreshToken, refreshExpiresAt, subject, Scope);

    private async Task MakeRoomAsync(GatewayDbContext context, string peerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await context.Sessions.Where(row => row.TokenExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        var kept = options.Value.MaximumSessionsPerUser - 1;
        var oldest = await context.Sessions.Where(row => row.Subject == peerId).OrderByDescending(row => row.CreatedAt).Skip(kept).Select(row => row.SessionId).ToListAsync(cancellationToken);
        if (oldest.Count > 0)
        {
            await context.Sessions.Where(row => oldest.Contains(row.SessionId)).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
