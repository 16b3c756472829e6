using System.Net;
using DarkSwap.Sdk.Credentials;

namespace DarkSwap.Sdk.Http;

/// <summary>The chain of handlers that every request goes through.</summary>
internal static class Connections
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <exception cref="ArgumentException">The address is none, or the credential would travel where others can read it.</exception>
    public static void Check(DarkSwapClientOptions options)
    {
        var address = options.Address;
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"'{address}' is not an address such as https://node.example", nameof(options));
        }

        if (options.Credential is not null && address.Scheme == "http" && !address.IsLoopback && !options.AllowsPlainHttp)
        {
            throw new ArgumentException($"{address} is plain HTTP to another machine: anybody on the way could read the credential. Use https, or allow it explicitly.", nameof(options));
        }
    }

    public static HttpMessageHandler OpenTransport() => new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime, AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false };

    /// <summary>The client does not dispose of the transport.</summary>
    public static HttpClient Build(DarkSwapClientOptions options, HttpMessageHandler transport, ITokenSource? tokens, TimeSpan timeout)
    {
        HttpMessageHandler chain = new SharedTransport(transport);
        if (tokens is not null)
        {
            chain = new AuthorizationHandler(tokens, chain);
        }

        chain = new RetryHandler(options, chain);
        chain = new IdempotencyHandler(options.TimeProvider, chain);
        return new HttpClient(new ProblemHandler(options, chain)) { BaseAddress = new Uri(options.Address.AbsoluteUri.TrimEnd('/') + "/"), Timeout = timeout };
    }

    /// <summary>Keeps a chain's end from taking the transport with it: several chains share one.</summary>
    private sealed class SharedTransport(HttpMessageHandler transport) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker invoker = new(transport, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => invoker.SendAsync(request, cancellationToken);
    }
}
