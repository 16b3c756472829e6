namespace DarkSwap.Sdk.Credentials;

/// <summary>As whom a client acts.</summary>
public abstract record Credential
{
    private Credential()
    {
    }

    /// <summary>The operator's token or an API key: acts for the node's own identity.</summary>
    public static Credential OfToken(string token) => new TokenText(token.Trim());

    /// <summary>A file with the operator's token or an API key; it is read anew when the node refuses what it held.</summary>
    public static Credential OfTokenFile(string path) => new TokenFile(path);

    /// <summary>A user's key: it is proven to the node by challenge and response, and the tokens are renewed by themselves.</summary>
    public static Credential OfUser(UserKey key) => new User(key);

    internal sealed record TokenText(string Token) : Credential
    {
        /// <summary>Without the secret.</summary>
        public override string ToString() => nameof(TokenText);
    }

    internal sealed record TokenFile(string Path) : Credential;

    internal sealed record User(UserKey Key) : Credential;
}
