using System.Net.Http.Headers;
using DarkSwap.Contracts;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Persistence;
using DarkSwap.Hosting.Security;
using DarkSwap.Messaging.Delivery;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Testing.Hosting;

/// <summary>One or more modules as they run in a node: real web server on a free port, real database, real outbox and delivery; the clock may be the test's.</summary>
public sealed class ModuleTestHost : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly TemporaryFolder? ownFolder;

    private ModuleTestHost(WebApplication application, TemporaryFolder? ownFolder)
    {
        this.application = application;
        this.ownFolder = ownFolder;
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        BaseAddress = new Uri(new Uri(addresses.First()), "/api/v1/");
        Anonymous = new HttpClient { BaseAddress = BaseAddress };
        Operator = new HttpClient { BaseAddress = BaseAddress };
        var token = application.Services.GetService<OperatorToken>() is { } operatorToken
            ? File.ReadAllText(operatorToken.Path).Trim()
            : TestTokens.Issue(AccessTokens.OperatorSubject, AccessPolicies.All, application.Services.GetRequiredService<TimeProvider>().GetUtcNow(), TimeSpan.FromDays(365));
        Operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Ends with <c>/api/v1/</c>.</summary>
    public Uri BaseAddress { get; }

    public HttpClient Anonymous { get; }

    /// <summary>Sends the operator's token, or, where these modules are no edge, an access token of the operator.</summary>
    public HttpClient Operator { get; }

    /// <summary>Somebody with an access token of these scopes, where these modules are no edge. The caller disposes it.</summary>
    public HttpClient ClientOf(string subject, IEnumerable<string> scopes)
    {
        var client = new HttpClient { BaseAddress = BaseAddress };
        var token = TestTokens.Issue(subject, scopes, Services.GetRequiredService<TimeProvider>().GetUtcNow(), TimeSpan.FromDays(365));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public IServiceProvider Services => application.Services;

    public static Task<ModuleTestHost> StartAsync<TModule>(CancellationToken cancellationToken)
        where TModule : DarkSwap.Hosting.IServiceModule =>
        StartAsync<TModule>(new ModuleTestHostOptions(), cancellationToken);

    public static Task<ModuleTestHost> StartAsync<TModule>(ModuleTestHostOptions options, CancellationToken cancellationToken)
        where TModule : DarkSwap.Hosting.IServiceModule =>
        StartAsync([ModuleRegistration.Of<TModule>()], options, cancellationToken);

    public static async Task<ModuleTestHost> StartAsync(IReadOnlyList<ModuleRegistration> modules, ModuleTestHostOptions options, CancellationToken cancellationToken)
    {
        var ownFolder = options.DataFolder is null ? new TemporaryFolder() : null;
        var settings = new Dictionary<string, string?>(options.Settings) { ["data"] = options.DataFolder ?? ownFolder!.Path, ["api"] = "127.0.0.1:0" };
        var hasRealKeys = settings.ContainsKey("authentication:keysUrl");
        if (!hasRealKeys)
        {
            settings.TryAdd("authentication:audience", TestTokens.Audience);
        }

        if (options.PostgreSqlDatabase is { } database)
        {
            settings["Database"] = database;
        }

        var application = NodeApplication.Build(modules, settings, builder =>
        {
            if (options.TimeProvider is { } timeProvider)
            {
                builder.Services.AddSingleton(timeProvider);
            }

            builder.Services.AddSingleton<RecentLog>().AddSingleton<ILoggerProvider>(services => services.GetRequiredService<RecentLog>());
            options.Configure?.Invoke(builder);
            if (!hasRealKeys)
            {
                builder.Services.TryAddSingleton<ITokenKeys>(new TestTokens());
            }
        });
        foreach (var migrator in application.Services.GetServices<IDatabaseMigrator>())
        {
            await migrator.MigrateAsync(cancellationToken);
        }

        await application.StartAsync(cancellationToken);
        return new ModuleTestHost(application, ownFolder);
    }

    /// <summary>Hands a message to every consumer of these modules, as an outbox of another service would; throws if one fails.</summary>
    public async Task DeliverAsync(IMessage message, CancellationToken cancellationToken, long? aggregateVersion = null)
    {
        var delivery = Services.GetRequiredService<IMessageDelivery>();
        foreach (var recipient in delivery.RecipientsOf(message.GetType()))
        {
            await delivery.DeliverAsync(new OutgoingMessage(message, "test", aggregateVersion), recipient, cancellationToken);
        }
    }

    /// <summary>Asks a consumer that answers.</summary>
    public async Task<TResponse> RequestAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        await using var scope = Services.CreateAsyncScope();
        var response = await scope.ServiceProvider.GetRequiredService<IRequestClient<TRequest>>().GetResponse<TResponse>(request, cancellationToken);
        return response.Message;
    }

    /// <summary>Runs <paramref name="work"/> with a service of its own scope, for example the module's database context.</summary>
    public async Task<TResult> UseAsync<TService, TResult>(Func<TService, Task<TResult>> work)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Stops as SIGTERM would; disposing does it too.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => application.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        Operator.Dispose();
        await application.StopAsync();
        await application.DisposeAsync();
        ownFolder?.Dispose();
    }
}
