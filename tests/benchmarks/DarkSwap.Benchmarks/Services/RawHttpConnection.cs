using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace DarkSwap.Benchmarks.Services;

/// <summary>One HTTP/1.1 connection, kept alive: prepared bytes out, one whole answer in. It costs as little as it can, so that little of what is measured is its own.</summary>
internal sealed class RawHttpConnection(Uri address) : IDisposable
{
    private const int BufferSize = 1 << 20;
    private readonly byte[] buffer = new byte[BufferSize];
    private Socket? socket;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        socket?.Dispose();
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port, cancellationToken);
    }

    /// <summary>Returns the answer's status. Only one exchange at a time.</summary>
    public async Task<int> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await socket!.SendAsync(request, cancellationToken);
        var length = 0;
        var isRepeated = false;
        do
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0 && length == 0 && !isRepeated)
            {
                isRepeated = true;

                // The server has closed an idle connection while the request was on its way: again, as every client does.
                await ConnectAsync(cancellationToken);
                await socket.SendAsync(request, cancellationToken);
                continue;
            }

            if (read == 0)
            {
                throw new IOException($"{address} closed the connection after {length} bytes of an answer.");
            }

            length += read;
        }
        while (!IsComplete(buffer.AsSpan(0, length)));
        return Utf8Parser.TryParse(buffer.AsSpan(9, 3), out int status, out _) ? status : throw new IOException($"{address} answered without a status.");
    }

    public void Dispose() => socket?.Dispose();

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var headers = answer[..end];
        var body = answer[(end + 4)..];
        var lengthAt = headers.IndexOf("Content-Length: "u8);
        if (lengthAt < 0)
        {
            // Chunked: nothing follows the last chunk, because nothing else was asked for.
            return body.EndsWith("0\r\n\r\n"u8);
        }

        return Utf8Parser.TryParse(headers[(lengthAt + 16)..], out int length, out _) && body.Length >= length;
    }
}
