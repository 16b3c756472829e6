using System.Security.Claims;

namespace DarkSwap.Hosting.Security;

/// <summary>The form of the tokens that the gateway issues and every service verifies: JWT (RFC 7519, RFC 9068) signed with ES256.</summary>
public static class AccessTokens
{
    public const string Issuer = "darkswap-gateway";

    /// <summary>Header <c>typ</c> (RFC 9068 §2.1): no other kind of JWT passes for an access token.</summary>
    public const string Type = "at+jwt";

    public const string Algorithm = "ES256";

    public const string SubjectClaim = "sub";

    /// <summary>Scopes, separated by spaces (RFC 8693 §4.2).</summary>
    public const string ScopeClaim = "scope";

    /// <summary>Subject of the operator's token.</summary>
    public const string OperatorSubject = "operator";

    /// <summary>Subjects of API keys begin with it.</summary>
    public const string ApiKeySubjectPrefix = "key:";

    /// <summary>Longer ones are not looked at, in characters.</summary>
    public const int MaximumLength = 4096;

    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>What a node is called as the audience of tokens, unless it is configured.</summary>
    public static string AudienceOf(string peerId) => $"darkswap:{peerId}";

    /// <summary>Somebody whose credential was checked, with the claims that a token would carry.</summary>
    public static ClaimsPrincipal PrincipalOf(string subject, IEnumerable<string> scopes, string scheme) =>
        new(new ClaimsIdentity([new Claim(SubjectClaim, subject), new Claim(ScopeClaim, string.Join(' ', scopes))], scheme, SubjectClaim, roleType: null));
}
