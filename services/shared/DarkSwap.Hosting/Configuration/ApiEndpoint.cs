using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace DarkSwap.Hosting.Configuration;

/// <summary>Where the API listens.</summary>
public static class ApiEndpoint
{
    public const string Key = "api";

    public const string Default = "127.0.0.1:8080";

    /// <summary>Accepts an address with a port, and <c>localhost</c>. Port 0 is one of the system's choice.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? endpoint)
    {
        const string Localhost = "localhost:";
        var numeric = text.StartsWith(Localhost, StringComparison.OrdinalIgnoreCase) ? $"127.0.0.1:{text[Localhost.Length..]}" : text;
        endpoint = null;
        var hasPort = numeric.LastIndexOf(':') is var colon && colon > 0 && numeric[^1] != ']' && (numeric.IndexOf(':') == colon || numeric[colon - 1] == ']');
        return hasPort && IPEndPoint.TryParse(numeric, out endpoint);
    }
}
