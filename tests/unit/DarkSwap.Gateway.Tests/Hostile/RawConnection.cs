using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DarkSwap.Testing;

namespace DarkSwap.Gateway.Tests.Hostile;

/// <summary>Says to a server what no HTTP client would.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly TcpClient client = new();
    private readonly CancellationTokenSource limit = Patience.Limit();
    private readonly List<byte> received = [];

    public static async Task<RawConnection> OpenAsync(int port)
    {
        var connection = new RawConnection();
        await connection.client.ConnectAsync(IPAddress.Loopback, port, connection.limit.Token);
        return connection;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>The server may have hung up meanwhile: that shows in what it answered.</summary>
    public async Task SendAsync(byte[] bytes)
    {
        try
        {
            await client.GetStream().WriteAsync(bytes, limit.Token);
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Status and body of the next answer; status 0 if the connection ended without one.</summary>
    public async Task<(int Status, string Body)> ReceiveAsync()
    {
        const string HeadEnd = "\r\n\r\n";
        int end;
        while ((end = Text().IndexOf(HeadEnd, StringComparison.Ordinal)) < 0)
        {
            if (!await ReadMoreAsync())
            {
                return (0, string.Empty);
            }
        }

        var head = Text()[..end];
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var start = end + HeadEnd.Length;
        if (LengthIn(head) is { } length)
        {
            while (received.Count < start + length && await ReadMoreAsync())
            {
            }
        }
        else
        {
            while (!Text().EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal) && await ReadMoreAsync())
            {
            }
        }

        var whole = Text();
        var bodyEnd = LengthIn(head) is { } known ? Math.Min(whole.Length, start + known) : whole.Length;
        received.RemoveRange(0, bodyEnd);
        return (status, whole[start..bodyEnd]);
    }

    /// <summary>Whether the server has nothing more to say and hangs up.</summary>
    public async Task<bool> EndsAsync()
    {
        received.Clear();
        return !await ReadMoreAsync();
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        limit.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The problem's type in a body that may be chunked.</summary>
    public static string? ProblemTypeOf(string body)
    {
        var start = body.IndexOf('{', StringComparison.Ordinal);
        var end = body.LastIndexOf('}');
        return start < 0 ? null : JsonDocument.Parse(body[start..(end + 1)]).RootElement.GetProperty("type").GetString();
    }

    private static int? LengthIn(string head) =>
        head.Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(line => (int?)int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture)).FirstOrDefault();

    private string Text() => Encoding.Latin1.GetString([.. received]);

    private async Task<bool> ReadMoreAsync()
    {
        var buffer = new byte[16384];
        try
        {
            var read = await client.GetStream().ReadAsync(buffer, limit.Token);
            received.AddRange(buffer.AsSpan(0, read));
            return read > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
