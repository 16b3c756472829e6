using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DarkSwap.Hosting.Security;

/// <summary>Bearer authentication (RFC 6750 §2.1) with a credential of the edge.</summary>
internal sealed class EdgeCredentialHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IEdgeCredentials credentials)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Edge";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerHeader.Read(Request) is not { } credential)
        {
            return AuthenticateResult.NoResult();
        }

        return await credentials.CheckAsync(credential, SchemeName, Context.RequestAborted) is { } principal
            ? AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName))
            : AuthenticateResult.Fail("The credential is unknown");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        AccessRefusals.Challenge(Response);
        return Task.CompletedTask;
    }
}
