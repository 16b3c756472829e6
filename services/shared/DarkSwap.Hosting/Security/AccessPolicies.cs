namespace DarkSwap.Hosting.Security;

/// <summary>Who may call an endpoint. Every endpoint names one of these, or <c>AllowAnonymous</c>; a host with an endpoint that does neither refuses to start.</summary>
public static class AccessPolicies
{
    /// <summary>Whoever holds the operator's token: acts for the node's own identity. Every write needs it.</summary>
    public const string Operator = "operator";
}
