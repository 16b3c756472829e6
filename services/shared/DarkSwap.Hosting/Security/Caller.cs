using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace DarkSwap.Hosting.Security;

/// <summary>Who calls, as endpoints see them. A parameter of this type is bound from the request's principal and is no part of the API.</summary>
public sealed class Caller : IBindableFromHttpContext<Caller>
{
    /// <summary>A handful, of a caller who is asked about one or two: a set would cost more than it saves.</summary>
    private readonly string[] scopes;

    private Caller(string? subject, string[] scopes)
    {
        Subject = subject;
        this.scopes = scopes;
    }

    /// <summary>Somebody without a token.</summary>
    public static Caller Nobody { get; } = new(null, []);

    /// <summary><c>operator</c>, <c>key:…</c>, or the peer id of a user; null for nobody.</summary>
    public string? Subject { get; }

    public bool IsOperator => Subject == AccessTokens.OperatorSubject;

    /// <summary>The operator and API keys: they own what is the node's, and see what is its users'.</summary>
    public bool ActsForNode => IsOperator || Subject?.StartsWith(AccessTokens.ApiKeySubjectPrefix, StringComparison.Ordinal) == true;

    /// <summary>Peer id of a user, whose own objects alone concern them; null for others.</summary>
    public string? User => ActsForNode ? null : Subject;

    public static Caller Of(ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true && principal.FindFirst(AccessTokens.SubjectClaim)?.Value is { Length: > 0 } subject
            ? new Caller(subject, ScopesOf(principal))
            : Nobody;

    public bool Has(string scope) => scopes.Contains(scope);

    static ValueTask<Caller?> IBindableFromHttpContext<Caller>.BindAsync(HttpContext context, ParameterInfo parameter) => new(Of(context.User));

    private static string[] ScopesOf(ClaimsPrincipal principal) =>
        (principal.FindFirst(AccessTokens.ScopeClaim)?.Value ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
