using System.Net.WebSockets;
using DarkSwap.Hosting;
using DarkSwap.Hosting.Node;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Gateway.Tests.Proxy;

/// <summary>Stands behind the gateway in place of every service, and says what came through.</summary>
public sealed class SampleServices : IServiceModule
{
    public static string Name => "sample";

    public static void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Gates>();
        builder.Services.AddSingleton<IWebPart, Sockets>();
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/orders", Tell).AllowAnonymous();
        endpoints.MapGet("/orders/{**rest}", Tell).AllowAnonymous();
        endpoints.MapPost("/orders", (HttpContext http) => TypedResults.Created($"http://{http.Request.Host}/api/v1/orders/7?a=b", Describe(http.Request))).AllowAnonymous();
        endpoints.MapPost("/orders/drafts", (Terms terms) => TypedResults.Ok(terms)).AllowAnonymous();
        endpoints.MapPost("/orders/slow", WaitAsync).AllowAnonymous();
        endpoints.MapPost("/psbts", CountAsync).WithMetadata(new RequestSizeLimitAttribute(9 * 1024 * 1024)).AllowAnonymous();
        endpoints.MapPost("/coins/addresses", CountAsync).AllowAnonymous();
        endpoints.MapPost("/trades/{id}/signatures", CountAsync).WithMetadata(new RequestSizeLimitAttribute(600 * 1024)).AllowAnonymous();
        endpoints.MapGet("/network/stream", StreamAsync).AllowAnonymous();
        endpoints.MapGet("/network/signaling", EchoAsync).AllowAnonymous();
        endpoints.MapGet("/network/cut", CutAsync).AllowAnonymous();
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<Seen> Tell(HttpContext http) => TypedResults.Ok(Describe(http.Request));

    private static Seen Describe(HttpRequest request) => new()
    {
        Path = $"{request.PathBase}{request.Path}{request.QueryString}",
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        Connection = request.HttpContext.Connection.Id,
    };

    private static async Task<IResult> CountAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[65536];
        long length = 0;
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            length += read;
        }

        return TypedResults.Ok(new { Length = length });
    }

    private static async Task<IResult> WaitAsync(Gates gates, CancellationToken cancellationToken)
    {
        gates.Entered.TrySetResult();
        await gates.Open.Task.WaitAsync(cancellationToken);
        return TypedResults.Ok();
    }

    /// <summary>One piece of the answer now, the rest when the gate opens.</summary>
    private static async Task StreamAsync(HttpContext http, Gates gates, CancellationToken cancellationToken)
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync("data: 1\n\n", cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
        await gates.Open.Task.WaitAsync(cancellationToken);
        await http.Response.WriteAsync("data: 2\n\n", cancellationToken);
    }

    private static async Task EchoAsync(HttpContext http, CancellationToken cancellationToken)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, cancellationToken) is { MessageType: not WebSocketMessageType.Close } received)
        {
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, cancellationToken);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
    }

    /// <summary>The connection breaks before there is an answer.</summary>
    private static Task CutAsync(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    private sealed class Sockets : IWebPart
    {
        public WebPlace Place => WebPlace.Entrance;

        public void Use(IApplicationBuilder application) => application.UseWebSockets();
    }

    public sealed class Gates
    {
        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed record Seen
    {
        public required string Path { get; init; }

        public required Dictionary<string, string> Headers { get; init; }

        public required string Connection { get; init; }
    }

    public sealed record Terms
    {
        public required string Side { get; init; }

        public Terms? Inner { get; init; }
    }
}
