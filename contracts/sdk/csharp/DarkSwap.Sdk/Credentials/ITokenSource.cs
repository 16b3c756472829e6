namespace DarkSwap.Sdk.Credentials;

/// <summary>Where the bearer token of requests comes from.</summary>
internal interface ITokenSource
{
    ValueTask<string> GetAsync(CancellationToken cancellationToken);

    /// <summary>Another token after the node refused this one; null when there is no other.</summary>
    ValueTask<string?> ReplaceAsync(string refused, CancellationToken cancellationToken);
}
