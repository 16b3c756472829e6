using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Psbt.Tests.Chain.Rpc;

/// <summary>An HTTP server that answers what a test wants, for faults that a real node does not show on demand.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<RequestDelegate> answers = new();

    private RpcServer(WebApplication application) => this.application = application;

    public List<string> Authorizations { get; } = [];

    public int Calls => Authorizations.Count;

    public string Url => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<RpcServer> StartAsync(params RequestDelegate[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new RpcServer(builder.Build());
        foreach (var answer in answers)
        {
            server.answers.Enqueue(answer);
        }

        server.application.Run(server.AnswerAsync);
        await server.application.StartAsync();
        return server;
    }

    public static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static RequestDelegate Text(string body, int status = 200) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    public static RequestDelegate Result(string result) => Text($$"""{"result":{{result}},"error":null,"id":0}""");

    public static RequestDelegate Error(int code, string message) => Text($$"""{"result":null,"error":{"code":{{code}},"message":"{{message}}"},"id":0}""", 500);

    public static RequestDelegate Abort() => context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Answers never; the caller must give up.</summary>
    public static RequestDelegate Silence() => context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        lock (Authorizations)
        {
            Authorizations.Add(context.Request.Headers.Authorization.ToString());
        }

        return answers.TryDequeue(out var answer) ? answer(context) : Status(500)(context);
    }
}
