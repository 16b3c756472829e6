using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Hosting.Security;

/// <summary>The gateway's keys, fetched when the first token comes, now and then while there are tokens, and when one names a key that is not known.</summary>
internal sealed partial class RemoteTokenKeys(IOptions<AuthenticationOptions> options, TimeProvider timeProvider, ILogger<RemoteTokenKeys> logger) : ITokenKeys, IDisposable
{
    private const int MaximumDocumentBytes = 64 * 1024;
    private const int MaximumKeys = 32;
    private const long Never = long.MinValue;

    /// <summary>Whoever invents key ids, or a gateway that is away, costs one request in this time.</summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(2);

    /// <summary>Keys that the gateway has withdrawn are forgotten after it.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(5);

    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = LongestInterval, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = MaximumDocumentBytes,
    };

    private readonly SemaphoreSlim fetching = new(1);
    private volatile TrustedKeys? current;
    private long lastTry = Never;
    private long lastSuccess = Never;

    public async ValueTask<TrustedKeys> GetAsync(string keyId, CancellationToken cancellationToken)
    {
        if (current is { } known && (known.Keys.ContainsKey(keyId) ? !IsOlderThan(ref lastSuccess, LongestInterval) : !IsOlderThan(ref lastTry, ShortestInterval)))
        {
            return known;
        }

        await fetching.WaitAsync(cancellationToken);
        try
        {
            if (IsOlderThan(ref lastTry, ShortestInterval) && (current is null || !current.Keys.ContainsKey(keyId) || IsOlderThan(ref lastSuccess, LongestInterval)))
            {
                await FetchAsync(cancellationToken);
            }
        }
        finally
        {
            fetching.Release();
        }

        return current ?? throw new KeysUnavailableException("The keys that tokens are verified by could not be fetched");
    }

    public void Dispose()
    {
        http.Dispose();
        fetching.Dispose();
    }

    private bool IsOlderThan(ref long timestamp, TimeSpan age) =>
        Volatile.Read(ref timestamp) is var then && (then == Never || timeProvider.GetElapsedTime(then) >= age);

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref lastTry, timeProvider.GetTimestamp());
        if (options.Value.KeysUrl is not { Length: > 0 } url)
        {
            LogNotConfigured();
            return;
        }

        try
        {
            var fetched = Read(await http.GetByteArrayAsync(new Uri(url), cancellationToken));
            Volatile.Write(ref lastSuccess, timeProvider.GetTimestamp());
            if (current is not { } before || before.Audience != fetched.Audience || !before.Keys.Keys.ToHashSet().SetEquals(fetched.Keys.Keys))
            {
                current = fetched;
                LogFetched(fetched.Keys.Count, fetched.Audience);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException or InvalidDataException && !cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception.Message);
        }
    }

    private TrustedKeys Read(byte[] document)
    {
        var set = JsonSerializer.Deserialize<KeySetDocument>(document, KeySetDocument.Json) ?? throw new InvalidDataException("The key set is empty");
        var keys = set.Keys.Take(MaximumKeys).Select(key => key.ToSecurityKey()).Where(key => key is not null).ToFrozenDictionary(key => key!.KeyId, key => (SecurityKey)key!, StringComparer.Ordinal);
        var audience = options.Value.Audience is { Length: > 0 } configured ? configured : set.Audience;
        return keys.Count > 0 && audience is { Length: > 0 } ? new TrustedKeys(audience, keys) : throw new InvalidDataException("The key set has no ES256 key or no audience");
    }

    [LoggerMessage(EventId = 1121, Level = LogLevel.Information, Message = "Tokens are verified by {Count} keys, for {Audience}")]
    private partial void LogFetched(int count, string audience);

    [LoggerMessage(EventId = 1122, Level = LogLevel.Warning, Message = "The keys that tokens are verified by could not be fetched: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(EventId = 1123, Level = LogLevel.Warning, Message = "A token came, but authentication:keysUrl names no place to fetch keys from")]
    private partial void LogNotConfigured();
}
