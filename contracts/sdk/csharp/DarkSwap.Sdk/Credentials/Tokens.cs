namespace DarkSwap.Sdk.Credentials;

/// <summary>From a credential to tokens.</summary>
internal static class Tokens
{
    /// <summary>Null for a client without credential.</summary>
    public static ITokenSource? Of(DarkSwapClientOptions options) => options.Credential switch
    {
        Credential.TokenText text => new FixedToken(text.Token),
        Credential.TokenFile file => new FileToken(file.Path),
        null => null,
        _ => throw new NotSupportedException($"{options.Credential.GetType().Name} is no credential of this client"),
    };
}
