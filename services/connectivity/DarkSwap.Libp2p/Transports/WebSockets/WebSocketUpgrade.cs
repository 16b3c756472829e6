using System.Security.Cryptography;
using System.Text;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>The HTTP upgrade that opens a WebSocket (RFC 6455 §4), both ends. No extension and no subprotocol is offered or taken.</summary>
internal static class WebSocketUpgrade
{
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const string Version = "13";
    private const int KeyLength = 16;
    private const int MaximumTargetLength = 1024;

    /// <returns>The stream after the handshake.</returns>
    /// <exception cref="PeerProtocolException">The server did not upgrade.</exception>
    internal static async Task<Stream> RequestAsync(Stream stream, string host, IRandomSource randomSource, CancellationToken cancellationToken)
    {
        var key = CreateKey(randomSource);
        var request = $"GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: {Version}\r\n\r\n";
        await WriteAsync(stream, request, cancellationToken);
        var (head, rest) = await HttpHeadReader.ReadAsync(stream, cancellationToken);
        return Refusal(head, key) is { } refusal ? throw new PeerProtocolException(refusal) : rest;
    }

    /// <returns>The request, and the stream after the handshake.</returns>
    /// <exception cref="PeerProtocolException">The client did not ask for a WebSocket; it has been told so.</exception>
    internal static async Task<(HttpHead Request, Stream Remainder)> AnswerAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (head, rest) = await HttpHeadReader.ReadAsync(stream, cancellationToken);
        if (StatusOf(head) is { } status)
        {
            await WriteAsync(stream, $"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\nSec-WebSocket-Version: {Version}\r\n\r\n", cancellationToken);
            throw new PeerProtocolException($"No WebSocket was asked for: {status}.");
        }

        var accept = AcceptFor(head.Single("Sec-WebSocket-Key")!);
        await WriteAsync(
            stream, $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n", cancellationToken);
        return (head, rest);
    }

    /// <summary>Why a request is refused, as a status line has it; null when it is a handshake (RFC 6455 §4.2.1).</summary>
    internal static string? StatusOf(HttpHead request)
    {
        if (request.StartLine.Split(' ') is not ["GET", { Length: > 0 and <= MaximumTargetLength }, "HTTP/1.1"] || request.Single("Host") is null || HasBody(request))
        {
            return "400 Bad Request";
        }

        if (!request.HasMember("Upgrade", "websocket") || !request.HasMember("Connection", "Upgrade") || request.Single("Sec-WebSocket-Version") != Version)
        {
            return "426 Upgrade Required";
        }

        return IsKey(request.Single("Sec-WebSocket-Key")) ? null : "400 Bad Request";
    }

    /// <summary>Why an answer is not the one to our request; null when it is (RFC 6455 §4.1).</summary>
    internal static string? Refusal(HttpHead response, string key)
    {
        if (!response.StartLine.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            return $"The server refuses a WebSocket: {(response.StartLine.Length > 64 ? response.StartLine[..64] : response.StartLine)}";
        }

        return !response.HasMember("Upgrade", "websocket") || !response.HasMember("Connection", "Upgrade") || response.Single("Sec-WebSocket-Accept") != AcceptFor(key)
            ? "The server's answer is not one to our WebSocket handshake."
            : response.Has("Sec-WebSocket-Extensions") || response.Has("Sec-WebSocket-Protocol") ? "The server chose an extension or a subprotocol that was not offered." : null;
    }

    internal static string CreateKey(IRandomSource randomSource)
    {
        Span<byte> nonce = stackalloc byte[KeyLength];
        randomSource.Fill(nonce);
        return Convert.ToBase64String(nonce);
    }

#pragma warning disable CA5350 // RFC 6455 §4.2.2 names SHA-1; it proves nothing but that the server speaks the protocol.
    internal static string AcceptFor(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));
#pragma warning restore CA5350

    private static bool HasBody(HttpHead request) => request.Has("Transfer-Encoding") || (request.Has("Content-Length") && request.Single("Content-Length") != "0");

    private static bool IsKey(string? key)
    {
        Span<byte> nonce = stackalloc byte[KeyLength];
        return key is { Length: 24 } && Convert.TryFromBase64String(key, nonce, out var length) && length == KeyLength;
    }

    private static ValueTask WriteAsync(Stream stream, string text, CancellationToken cancellationToken) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
}
