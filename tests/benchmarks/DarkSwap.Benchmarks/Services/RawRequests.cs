using System.Text;

namespace DarkSwap.Benchmarks.Services;

/// <summary>Requests as bytes.</summary>
internal static class RawRequests
{
    public static byte[] Get(Uri address, string path, string? token = null) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n{Authorization(token)}\r\n");

    public static byte[] Post(Uri address, string path, string token, byte[] json) =>
    [
        .. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\n{Authorization(token)}Content-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n"),
        .. json,
    ];

    private static string Authorization(string? token) => token is null ? string.Empty : $"Authorization: Bearer {token}\r\n";
}
