using System.Text.Json;
using System.Text.Json.Serialization;
using DarkSwap.Cryptography;
using DarkSwap.Hosting.Configuration;
using DarkSwap.Hosting.Health;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Persistence;
using DarkSwap.Hosting.Security;
using DarkSwap.Messaging.Delivery.Broker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DarkSwap.Hosting.Node;

/// <summary>A DarkSwap program from its arguments to its exit code: 0 after SIGTERM or SIGINT, 2 if it was asked for something it cannot do, 1 if it failed, 75 if it is to be started again.</summary>
public sealed partial class NodeRunner
{
    private const int Refused = 2;

    private static readonly JsonSerializerOptions ReadyJson = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly NodeCommandLine commandLine;
    private readonly IReadOnlyList<ModuleRegistration> modules;
    private readonly bool appliesMigrations;

    /// <param name="appliesMigrations">True for a node that has its databases to itself; services that share one have them brought up to date by <c>--migrate</c>.</param>
    public NodeRunner(string description, IReadOnlyList<ModuleRegistration> modules, bool appliesMigrations)
    {
        commandLine = new NodeCommandLine(description);
        this.modules = modules;
        this.appliesMigrations = appliesMigrations;
    }

    public async Task<int> RunAsync(string[] arguments)
    {
        var parsed = commandLine.Parse(arguments);
        if (parsed.ShowAndEnd is { } show)
        {
            return show();
        }

        if (parsed.Errors.Count > 0)
        {
            return await RefuseAsync(parsed.Errors);
        }

        try
        {
            if (parsed.IsHealthCheck)
            {
                return await HealthProbe.IsReadyAsync(NodeConfiguration.Load(parsed.Settings), Console.Error, CancellationToken.None) ? ProcessEnd.Success : ProcessEnd.Failure;
            }

            NativeLibraries.EnsureAvailable();
            return await RunAsync(parsed);
        }
        catch (StartRefusedException exception)
        {
            return await RefuseAsync(exception.Message.Split('\n'));
        }
        catch (OptionsValidationException exception)
        {
            return await RefuseAsync(exception.Failures);
        }
        catch (DllNotFoundException exception)
        {
            return await RefuseAsync([exception.Message]);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync($"darkswap: {exception.Message}");
            return ProcessEnd.Failure;
        }
        catch (Exception exception) when (DatabaseFaults.IsAway(exception))
        {
            await Console.Error.WriteLineAsync($"darkswap: the database is away: {exception.GetBaseException().Message.ReplaceLineEndings(" ")}");
            return ProcessEnd.StartAgain;
        }
    }

    private static async Task<int> RefuseAsync(IEnumerable<string> reasons)
    {
        foreach (var reason in reasons)
        {
            await Console.Error.WriteLineAsync($"darkswap: {reason.ReplaceLineEndings(" ")}");
        }

        return Refused;
    }

    private async Task<int> RunAsync(ParsedCommandLine parsed)
    {
        var settings = NodeConfiguration.Load(parsed.Settings);
        using var folderLock = DataFolderLock.Take(PrepareFolder(settings));
        using var end = new ProcessEnd(Environment.Exit);
        try
        {
            await ServeAsync(settings, parsed.IsMigration, end);
        }
        catch (Exception exception) when (end.ExitCode == ProcessEnd.StartAgain)
        {
            await Console.Error.WriteLineAsync($"darkswap: did not stop cleanly: {exception.Message.ReplaceLineEndings(" ")}");
        }

        return end.ExitCode;
    }

    private async Task ServeAsync(IReadOnlyDictionary<string, string?> settings, bool isMigration, ProcessEnd end)
    {
        await using var application = NodeApplication.Build(modules, settings);
        if (!await PrepareDatabasesAsync(application, isMigration))
        {
            return;
        }

        Announce(application);
        end.Watch(application.Services);
        await StartAsync(application);
        await PrintReadyAsync(application);
        await application.WaitForShutdownAsync();
        end.Look();
    }

    /// <summary>What has started already is stopped when the rest cannot start.</summary>
    private static async Task StartAsync(WebApplication application)
    {
        try
        {
            await application.StartAsync();
        }
        catch
        {
            await application.StopAsync();
            throw;
        }
    }

    private static string PrepareFolder(IReadOnlyDictionary<string, string?> settings)
    {
        try
        {
            return DataFolder.Of(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"the data folder {settings[DataFolder.Key]} cannot be made: {exception.Message}", exception);
        }
    }

    /// <returns>False if there is nothing else to do.</returns>
    private async Task<bool> PrepareDatabasesAsync(WebApplication application, bool isMigration)
    {
        foreach (var migrator in application.Services.GetServices<IDatabaseMigrator>())
        {
            if (isMigration || appliesMigrations)
            {
                await migrator.MigrateAsync(CancellationToken.None);
            }
            else if (await migrator.GetPendingAsync(CancellationToken.None) is { Count: > 0 } pending)
            {
                throw new StartRefusedException($"the database of {migrator.Module} lacks {pending.Count} migrations: run this program with --migrate first");
            }
        }

        return !isMigration;
    }

    private static void Announce(WebApplication application)
    {
        var logger = application.Services.GetRequiredService<ILogger<NodeRunner>>();
        if (ConfigurationRules.FindNotInEffect(application.Configuration) is { Count: > 0 } keys)
        {
            LogNotInEffect(logger, string.Join(", ", keys));
        }

        if (ApiEndpoint.TryParse(application.Configuration[ApiEndpoint.Key] ?? ApiEndpoint.Default, out var endpoint) && !System.Net.IPAddress.IsLoopback(endpoint.Address) && !application.Services.GetServices<IListenerRule>().Any())
        {
            LogOpenToOthers(logger, endpoint.ToString());
        }
    }

    private static async Task PrintReadyAsync(WebApplication application)
    {
        var node = application.Services.GetService<INodeInformation>();
        var api = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var line = JsonSerializer.Serialize(
            new
            {
                Event = "ready",
                node?.PeerId,
                Addresses = node?.Addresses ?? [],
                Api = api,
                TokenFile = application.Services.GetService<OperatorToken>()?.Path,
            },
            ReadyJson);
        await Console.Out.WriteLineAsync(line);
        await Console.Out.FlushAsync();
    }

    [LoggerMessage(EventId = 1111, Level = LogLevel.Warning, Message = "Not in effect in this version: {Keys}")]
    private static partial void LogNotInEffect(ILogger logger, string keys);

    [LoggerMessage(EventId = 1112, Level = LogLevel.Warning, Message = "The API at {Endpoint} is open to other machines in clear text: let nobody but the gateway reach it")]
    private static partial void LogOpenToOthers(ILogger logger, string endpoint);
}
