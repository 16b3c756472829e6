using System.Net;
using System.Text.Json;
using DarkSwap.Hosting.Configuration;
using DarkSwap.Hosting.Node;

namespace DarkSwap.Hosting.Health;

/// <summary>Asks the running program whether it is ready: what a container's health check runs, since the images have no other HTTP client.</summary>
public static class HealthProbe
{
    private const int MaximumAnswerBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="settings">The configuration that the running program was started with.</param>
    /// <param name="errors">Gets one line that tells why not.</param>
    /// <exception cref="StartRefusedException">The configured address is none, or one of the system's choice.</exception>
    public static async Task<bool> IsReadyAsync(IReadOnlyDictionary<string, string?> settings, TextWriter errors, CancellationToken cancellationToken)
    {
        var scheme = string.IsNullOrEmpty(settings.GetValueOrDefault("tls:certificate")) ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        var uri = new Uri($"{scheme}://{Reachable(settings)}/health/ready");
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };

        // It asks its own machine by a number, which no certificate names, and tells it nothing.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = MaximumAnswerBytes };
        try
        {
            using var response = await client.GetAsync(uri, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return true;
            }

            await errors.WriteLineAsync($"darkswap: not ready: {Summarize(await response.Content.ReadAsStringAsync(cancellationToken), response.StatusCode)}");
        }
        catch (HttpRequestException exception)
        {
            await errors.WriteLineAsync($"darkswap: no answer from {uri}: {exception.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await errors.WriteLineAsync($"darkswap: no answer from {uri} within {Patience.TotalSeconds:0} s");
        }

        return false;
    }

    /// <summary>Who listens on every address is asked at this machine's own.</summary>
    private static IPEndPoint Reachable(IReadOnlyDictionary<string, string?> settings)
    {
        var text = settings.GetValueOrDefault(ApiEndpoint.Key) ?? ApiEndpoint.Default;
        if (!ApiEndpoint.TryParse(text, out var endpoint))
        {
            throw new StartRefusedException($"{ApiEndpoint.Key} is an address and port such as {ApiEndpoint.Default}, not '{text}'");
        }

        if (endpoint.Port == 0)
        {
            throw new StartRefusedException($"{ApiEndpoint.Key} needs a fixed port for its health to be asked");
        }

        if (endpoint.Address.Equals(IPAddress.Any))
        {
            return new IPEndPoint(IPAddress.Loopback, endpoint.Port);
        }

        return endpoint.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, endpoint.Port) : endpoint;
    }

    /// <summary>The checks that fail, by name; the status if the answer is not one of ours.</summary>
    private static string Summarize(string answer, HttpStatusCode status)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var failing = document.RootElement.GetProperty("checks").EnumerateObject().Where(check => check.Value.GetProperty("status").GetString() == "unhealthy").Select(check => check.Name);
            return string.Join(", ", failing);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"status {(int)status}";
        }
    }
}
