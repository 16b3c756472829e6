namespace DarkSwap.Sdk.Credentials;

internal sealed class FixedToken(string token) : ITokenSource
{
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(token);

    public ValueTask<string?> ReplaceAsync(string refused, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
