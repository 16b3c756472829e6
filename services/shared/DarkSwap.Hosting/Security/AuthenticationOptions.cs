namespace DarkSwap.Hosting.Security;

/// <summary>Section <c>authentication</c>: how a process comes to believe tokens.</summary>
public sealed class AuthenticationOptions
{
    public const string Section = "authentication";

    /// <summary>The gateway's <c>/.well-known/jwks.json</c>; not needed where the gateway is in the same process.</summary>
    public string? KeysUrl { get; set; }

    /// <summary>Whom tokens must be for; default: what the gateway says, which is <c>darkswap:</c> and the node's peer id.</summary>
    public string? Audience { get; set; }
}
