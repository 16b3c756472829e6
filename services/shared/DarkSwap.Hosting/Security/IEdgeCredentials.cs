using System.Security.Claims;

namespace DarkSwap.Hosting.Security;

/// <summary>Credentials that hold at the public address only: the operator's token and API keys. Registered by the gateway's module; a process without it knows none.</summary>
public interface IEdgeCredentials
{
    /// <summary>Null for what is no credential, or none any more.</summary>
    ValueTask<ClaimsPrincipal?> CheckAsync(string credential, string scheme, CancellationToken cancellationToken);
}
