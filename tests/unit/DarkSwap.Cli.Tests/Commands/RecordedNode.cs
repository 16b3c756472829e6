using System.Net;
using System.Text;
using DarkSwap.Testing;

namespace DarkSwap.Cli.Tests.Commands;

/// <summary>A node that gives one answer to everything, or one to each path, on a socket of its own.</summary>
internal sealed class RecordedNode : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    public RecordedNode(int status, string body, string mediaType = "application/json")
        : this(status, _ => body, mediaType)
    {
    }

    /// <param name="answer">By path and query.</param>
    public RecordedNode(Func<string, string> answer)
        : this(200, answer, "application/json")
    {
    }

    private RecordedNode(int status, Func<string, string> answer, string mediaType)
    {
        Address = $"http://127.0.0.1:{LoopbackPorts.Find(1)[0]}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        serving = ServeAsync(status, answer, mediaType);
    }

    public string Address { get; }

    /// <summary>Method, path and query, and body of every request.</summary>
    public List<(string Method, string Path, string Body)> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync(int status, Func<string, string> answer, string mediaType)
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
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer(context.Request.RawUrl!)), CancellationToken.None);
            context.Response.Close();
        }
    }
}
