using System.Security.Claims;
using DarkSwap.Hosting.Security;

namespace DarkSwap.Gateway.Authentication;

/// <summary>The operator's token and API keys.</summary>
internal sealed class EdgeCredentials(OperatorToken operatorToken, ApiKeys apiKeys) : IEdgeCredentials
{
    /// <summary>Authentication type of whoever came with a credential of the edge.</summary>
    public const string SchemeName = "Edge";

    private static readonly string[] OperatorScopes = [.. AccessPolicies.All];

    public async ValueTask<ClaimsPrincipal?> CheckAsync(string credential, string scheme, CancellationToken cancellationToken)
    {
        if (!credential.StartsWith(ApiKeys.Prefix, StringComparison.Ordinal))
        {
            return operatorToken.Equals(credential) ? AccessTokens.PrincipalOf(AccessTokens.OperatorSubject, OperatorScopes, scheme) : null;
        }

        return await apiKeys.FindAsync(credential, cancellationToken) is { } key
            ? AccessTokens.PrincipalOf(AccessTokens.ApiKeySubjectPrefix + key.KeyId, key.Scope.Split(' '), scheme)
            : null;
    }
}
