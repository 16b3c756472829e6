namespace DarkSwap.Gateway.Authentication;

/// <summary>What goes to a service in place of the credential that a request came with.</summary>
public interface IEdgeTokens
{
    /// <summary>
    /// Value of the <c>Authorization</c> header for the service; null for a request without a valid credential, which goes on without the header.
    /// The operator's token and API keys become short access tokens of the same caller; a user's access token stays as it is. Called once the request is authenticated.
    /// </summary>
    /// <exception cref="Hosting.Security.KeysUnavailableException">No token can be issued now; answered with 503 wherever the host sees it.</exception>
    ValueTask<string?> AuthorizationFor(HttpContext context, CancellationToken cancellationToken);
}
