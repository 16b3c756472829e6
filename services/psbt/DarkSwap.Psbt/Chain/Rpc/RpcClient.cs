using System.Globalization;
using System.Net;
using System.Text.Json;

namespace DarkSwap.Psbt.Chain.Rpc;

/// <summary>Calls the node's JSON-RPC over pooled connections, with a deadline and a size limit for each answer, and tries again when a fault may pass by itself.</summary>
public sealed class RpcClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The node closes idle connections after 30 s; ours go before, so that none is used while it closes.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(20);

    private readonly HttpClient http;
    private readonly Uri address;
    private readonly RpcCredentials credentials;
    private readonly ChainOptions options;
    private readonly TimeProvider timeProvider;

    public RpcClient(ChainOptions options, TimeProvider timeProvider)
    {
        this.options = options;
        this.timeProvider = timeProvider;
        credentials = new RpcCredentials(options);
        address = new UriBuilder(options.RpcUrl) { UserName = string.Empty, Password = string.Empty }.Uri;
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = options.MaximumConnections,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionIdleTimeout = IdleTimeout,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = options.MaximumAnswerBytes };
    }

    /// <summary>The node's address without credentials, for messages.</summary>
    public string Address => address.GetLeftPart(UriPartial.Authority);

    /// <param name="read">Reads the result; it must keep no reference to the element.</param>
    /// <exception cref="RpcException">The node answered with an error.</exception>
    /// <exception cref="ChainSourceException">The node cannot be asked.</exception>
    public Task<TResult> CallAsync<TResult>(string method, object?[] parameters, Func<JsonElement, TResult> read, CancellationToken cancellationToken) =>
        RetryAsync(
            token => SendAsync(RequestOf(method, parameters, 0), options.RequestTimeout, root => ReadAnswer(root, method, read), token),
            cancellationToken);

    /// <summary>One try with a deadline of its own, for calls that must not run twice.</summary>
    public Task<TResult> CallOnceAsync<TResult>(string method, object?[] parameters, TimeSpan timeout, Func<JsonElement, TResult> read, CancellationToken cancellationToken) =>
        SendAsync(RequestOf(method, parameters, 0), timeout, root => ReadAnswer(root, method, read), cancellationToken);

    /// <summary>Many calls of one method in one request; the answers are in the order of the calls.</summary>
    /// <param name="readError">What an error of a single call stands for.</param>
    public Task<IReadOnlyList<TResult>> CallManyAsync<TResult>(
        string method, IReadOnlyList<object?[]> calls, Func<JsonElement, TResult> read, Func<RpcException, TResult> readError, CancellationToken cancellationToken) =>
        RetryAsync(
            token => SendAsync(
                calls.Select((parameters, index) => RequestOf(method, parameters, index)).ToArray(),
                options.RequestTimeout,
                root => ReadAnswers(root, method, calls.Count, read, readError),
                token),
            cancellationToken);

    public void Dispose() => http.Dispose();

    private static object RequestOf(string method, object?[] parameters, int id) => new { jsonrpc = "1.0", id, method, @params = parameters };

    private static TResult ReadAnswer<TResult>(JsonElement root, string method, Func<JsonElement, TResult> read)
    {
        var error = root.GetProperty("error");
        if (error.ValueKind == JsonValueKind.Null)
        {
            return read(root.GetProperty("result"));
        }

        var code = error.GetProperty("code").GetInt32();
        var reason = error.GetProperty("message").GetString() ?? string.Empty;
        throw code == RpcErrorCode.InWarmup
            ? new ChainSourceException(ChainSourceFault.Starting, $"The Bitcoin node is starting: {reason}")
            : new RpcException(method, code, reason);
    }

    private static IReadOnlyList<TResult> ReadAnswers<TResult>(JsonElement root, string method, int count, Func<JsonElement, TResult> read, Func<RpcException, TResult> readError)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            return ReadAnswer<IReadOnlyList<TResult>>(root, method, _ => throw new FormatException("One answer to many calls."));
        }

        if (root.GetArrayLength() != count)
        {
            throw new FormatException("As many answers as calls were expected.");
        }

        var results = new TResult[count];
        foreach (var answer in root.EnumerateArray())
        {
            var index = answer.GetProperty("id").GetInt32();
            try
            {
                results[index] = ReadAnswer(answer, method, read);
            }
            catch (RpcException error)
            {
                results[index] = readError(error);
            }
        }

        return results;
    }

    private async Task<TResult> RetryAsync<TResult>(Func<CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
    {
        var delay = options.FirstRetryDelay;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(cancellationToken);
            }
            catch (ChainSourceException fault) when (fault.IsTransient && attempt < options.MaximumAttempts)
            {
                await Task.Delay(delay, timeProvider, cancellationToken);
                delay *= 2;
            }
        }
    }

    private async Task<TResult> SendAsync<TResult>(object body, TimeSpan timeout, Func<JsonElement, TResult> read, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) };
            request.Headers.Authorization = credentials.Read();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            ThrowIfRefused(response.StatusCode);
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(either.Token));
            return read(document.RootElement);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChainSourceException(ChainSourceFault.TimedOut, string.Create(CultureInfo.InvariantCulture, $"The Bitcoin node at {Address} did not answer within {timeout.TotalSeconds} s."));
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ChainSourceException(ChainSourceFault.InvalidAnswer, $"An answer of the Bitcoin node at {Address} is over {nameof(ChainOptions.MaximumAnswerBytes)}.", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new ChainSourceException(ChainSourceFault.Unreachable, $"The Bitcoin node at {Address} cannot be reached: start it, or correct the RPC address.", failure);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw new ChainSourceException(ChainSourceFault.InvalidAnswer, $"What answers at {Address} is not a Bitcoin node that we understand: {failure.Message}", failure);
        }
    }

    private void ThrowIfRefused(HttpStatusCode status)
    {
        switch (status)
        {
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new ChainSourceException(ChainSourceFault.AccessDenied, $"The Bitcoin node at {Address} refuses our user and password: correct them in the RPC address, or name the node's cookie file.");
            case HttpStatusCode.ServiceUnavailable:
                throw new ChainSourceException(ChainSourceFault.Busy, $"The Bitcoin node at {Address} has more calls than it takes: raise its rpcworkqueue.");
            default:
                // Errors of a call come as 404 and 500 with the same JSON as results.
                break;
        }
    }
}
