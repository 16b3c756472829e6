using DarkSwap.Sdk.Api;

namespace DarkSwap.Sdk.Credentials;

/// <summary>From a credential to tokens.</summary>
internal static class Tokens
{
    /// <summary>Null for a client without credential.</summary>
    /// <param name="anonymous">A connection without credential, to prove a key by.</param>
    public static ITokenSource? Of(DarkSwapClientOptions options, HttpClient anonymous) => options.Credential switch
    {
        Credential.TokenText text => new FixedToken(text.Token),
        Credential.TokenFile file => new FileToken(file.Path),
        Credential.User user => new UserTokens(user.Key, new AuthClient(anonymous), options.Audience, options.TimeProvider),
        null => null,
        _ => throw new NotSupportedException($"{options.Credential.GetType().Name} is no credential of this client"),
    };
}
