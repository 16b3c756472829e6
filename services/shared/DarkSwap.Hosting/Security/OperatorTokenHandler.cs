using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DarkSwap.Hosting.Security;

/// <summary>Bearer authentication (RFC 6750 §2.1) with the operator's token.</summary>
public sealed class OperatorTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, OperatorToken token)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Prefix = SchemeName + " ";
    private const int MaximumLength = 1024;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (header is not [{ Length: <= MaximumLength } value] || !value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || !token.Equals(value[Prefix.Length..].Trim()))
        {
            return Task.FromResult(AuthenticateResult.Fail("Not the operator's token"));
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, AccessPolicies.Operator)], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = 401;
        Response.Headers.WWWAuthenticate = SchemeName;
        return Task.CompletedTask;
    }
}
