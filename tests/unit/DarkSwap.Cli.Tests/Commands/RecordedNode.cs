using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DarkSwap.Cli.Tests.Commands;

/// <summary>A node that gives one answer to everything, on a socket of its own.</summary>
internal sealed class RecordedNode : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    public RecordedNode(int status, string body, string mediaType = "application/json")
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        listener.Prefixes.Add(Address);
        listener.Start();
        serving = ServeAsync(status, Encoding.UTF8.GetBytes(body), mediaType);
    }

    public string Address { get; }

    /// <summary>Method, path and query, and body of every request.</summary>
    public List<(string Method, string Path, string Body)> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync(int status, byte[] body, string mediaType)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            Requests.Add((context.Request.HttpMethod, context.Request.RawUrl!, await reader.ReadToEndAsync(CancellationToken.None)));
            context.Response.StatusCode = status;
            context.Response.ContentType = mediaType;
            await context.Response.OutputStream.WriteAsync(body, CancellationToken.None);
            context.Response.Close();
        }
    }
}
