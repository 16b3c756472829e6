namespace DarkSwap.Sdk.Credentials;

/// <summary>A token in a file, which its owner may replace at any time.</summary>
internal sealed class FileToken(string path) : ITokenSource
{
    private const int MaximumLength = 4096;

    private string? token;

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken) => token ??= await ReadAsync(cancellationToken);

    public async ValueTask<string?> ReplaceAsync(string refused, CancellationToken cancellationToken)
    {
        token = await ReadAsync(cancellationToken);
        return token == refused ? null : token;
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var information = new FileInfo(path);
        return information.Length <= MaximumLength && (await File.ReadAllTextAsync(path, cancellationToken)).Trim() is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"{path} holds no token");
    }
}
