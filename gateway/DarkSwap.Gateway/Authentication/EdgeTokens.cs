using System.Collections.Concurrent;
using DarkSwap.Hosting.Security;

namespace DarkSwap.Gateway.Authentication;

internal sealed class EdgeTokens(AccessTokenIssuer issuer, TimeProvider timeProvider) : IEdgeTokens
{
    private const int MaximumTokens = 1024;
    private static readonly TimeSpan UsedFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<(string Subject, string Scope), (string Header, DateTimeOffset UseUntil)> minted = new();

    public async ValueTask<string?> AuthorizationFor(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.User is not { Identity: { IsAuthenticated: true, AuthenticationType: { } scheme } } user)
        {
            return null;
        }

        if (scheme != EdgeCredentials.SchemeName)
        {
            return context.Request.Headers.Authorization;
        }

        var caller = (user.FindFirst(AccessTokens.SubjectClaim)!.Value, user.FindFirst(AccessTokens.ScopeClaim)!.Value);
        var now = timeProvider.GetUtcNow();
        if (minted.TryGetValue(caller, out var known) && now < known.UseUntil)
        {
            return known.Header;
        }

        if (minted.Count >= MaximumTokens)
        {
            minted.Clear();
        }

        var header = BearerHeader.Prefix + await issuer.IssueAsync(caller.Item1, caller.Item2, Lifetime, cancellationToken);
        minted[caller] = (header, now + UsedFor);
        return header;
    }
}
