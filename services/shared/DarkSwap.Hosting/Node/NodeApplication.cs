using System.Text.Json;
using System.Text.Json.Serialization;
using DarkSwap.Hosting.Configuration;
using DarkSwap.Hosting.DeadLetters;
using DarkSwap.Hosting.Health;
using DarkSwap.Hosting.Json;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.OpenApi;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using DarkSwap.Messaging.Serialization;
using DarkSwap.Primitives;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Hosting.Node;

/// <summary>Composes modules into one container and one web server: one module for a service alone, all of them for a standalone node.</summary>
public static class NodeApplication
{
    /// <summary>Modules map their paths below this one.</summary>
    public const string BasePath = "/api/v1";

    private const int MaximumJsonDepth = 32;
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <param name="settings">The whole configuration, by key.</param>
    /// <param name="configure">Runs before the modules: what it registers wins over defaults.</param>
    /// <exception cref="StartRefusedException">A value of the configuration does not fit.</exception>
    public static WebApplication Build(
        IReadOnlyList<ModuleRegistration> modules,
        IEnumerable<KeyValuePair<string, string?>> settings,
        Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(NodeApplication).Assembly.GetName().Name });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        if (ConfigurationRules.FindErrors(builder.Configuration) is { Count: > 0 } errors)
        {
            throw new StartRefusedException(string.Join('\n', errors));
        }

        AddLogging(builder);
        configure?.Invoke(builder);
        AddDefaults(builder);
        AddWeb(builder);
        foreach (var module in modules)
        {
            module.AddServices(builder);
        }

        builder.AddModuleBus(modules);
        var application = builder.Build();

        // The bus would otherwise log to the host that was built before in this process, if there was one, also when that is gone.
        LogContext.ConfigureCurrentLogContext(application.Services.GetRequiredService<ILoggerFactory>());
        UseWeb(application);
        Map(application, modules);
        return application;
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);

        // Authentication brings it along for cookies, which nobody here uses; it warns that it keeps its keys in memory.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        // Why a host cannot start is said in one line by whoever runs it; what fails later the host logs as critical too.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddJsonConsole(options =>
        {
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
        });

        // Standard output belongs to the line that says the node is ready.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static void AddDefaults(WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<IRandomSource>(SystemRandomSource.Instance);
        builder.Services.AddMetrics();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.AddNodeOptions();
    }

    private static void AddWeb(WebApplicationBuilder builder)
    {
        builder.ConfigureWebServer();
        builder.Services.AddRoutingCore();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options => ConfigureJson(options.SerializerOptions));
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApiDocuments();
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
        builder.Services.AddHealthChecks().AddCheck<StoppingHealthCheck>("stopping");
        builder.AddAccess();
    }

    /// <summary>JSON of the public API.</summary>
    public static void ConfigureJson(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = MaximumJsonDepth;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new DecimalStringUInt128Converter());
        options.Converters.Add(new Rfc3339Converter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static void UseWeb(WebApplication application)
    {
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        application.UseWebParts(WebPlace.Entrance);
        application.RefuseOddRequests();
        application.UseOpenApiDocuments();
        application.UseRouting();
        application.UseWebParts(WebPlace.Routed);
        application.UseAccess();
        foreach (var step in application.Services.GetServices<IRequestStep>())
        {
            application.Use(next => context => step.InvokeAsync(context, next));
        }
    }

    private static void Map(WebApplication application, IReadOnlyList<ModuleRegistration> modules)
    {
        application.MapHealthEndpoints();
        application.MapOpenApiDocument();
        application.MapPublishedKeys();
        var api = application.MapGroup(BasePath);
        SizedAnswer.Apply(api);
        foreach (var module in modules)
        {
            module.MapEndpoints(api);
        }

        api.MapDeadLetters();
        if (EndpointRules.FindViolations(((IEndpointRouteBuilder)application).DataSources) is { Count: > 0 } violations)
        {
            throw new InvalidOperationException(string.Join('\n', violations));
        }
    }
}
