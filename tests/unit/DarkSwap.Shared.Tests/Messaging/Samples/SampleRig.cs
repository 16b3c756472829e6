using DarkSwap.Hosting.Persistence;
using DarkSwap.Messaging.CrashPoints;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

/// <summary>The sample module with everything but its background work: a test dispatches when it wants, on its own clock.</summary>
public sealed class SampleRig : IAsyncDisposable
{
    private readonly IHost host;

    private SampleRig(IHost host, ManualTimeProvider time)
    {
        this.host = host;
        Time = time;
        Driver = new SampleDriver(host.Services);
    }

    public ManualTimeProvider Time { get; }

    public SampleDriver Driver { get; }

    public SampleFaults Faults => Driver.Faults;

    public static async Task<SampleRig> CreateAsync(IReadOnlyDictionary<string, string?> database, ICrashPoints? crashPoints = null)
    {
        var time = new ManualTimeProvider();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(database);
        builder.Services.AddLogging();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(crashPoints ?? NoCrashPoints.Instance);
        SampleModule.AddServices(builder);
        builder.Services.AddInProcessBus(SampleModule.AddConsumers);
        var host = builder.Build();
        await host.Services.GetRequiredService<IDatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return new SampleRig(host, time);
    }

    public Task DispatchAsync() => Driver.DispatchAsync();

    public ValueTask DisposeAsync()
    {
        host.Dispose();
        return ValueTask.CompletedTask;
    }
}
