using DarkSwap.Hosting.Node;
using DarkSwap.Messaging.Delivery.Broker;
using DarkSwap.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Shared.Tests.Hosting.Node;

/// <summary>Hosts with work that fails, and parts that do not stop.</summary>
public sealed class ProcessEndTests
{
    private static readonly TimeSpan Limit = Patience.OfPrograms;
    private readonly TaskCompletionSource<int> exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_process_that_was_told_to_stop_has_succeeded() => (await StopAsync(null)).ShouldBe(ProcessEnd.Success);

    [Fact]
    public async Task A_process_whose_work_failed_has_failed() => (await StopAsync(new InvalidDataException("broken"))).ShouldBe(ProcessEnd.Failure);

    [Fact]
    public async Task A_process_with_a_silent_bus_asks_to_be_started_again() => (await StopAsync(new SilentBusException("silent"))).ShouldBe(75);

    [Fact]
    public async Task A_process_with_a_silent_bus_that_does_not_stop_ends_with_the_same_code() => (await HangAsync(new SilentBusException("silent"))).ShouldBe(75);

    [Fact]
    public async Task A_process_that_was_told_to_stop_and_does_not_has_failed() => (await HangAsync(null)).ShouldBe(ProcessEnd.Failure);

    /// <summary>The code of a host that stops in time.</summary>
    private async Task<int> StopAsync(Exception? failure)
    {
        using var end = new ProcessEnd(code => exit.TrySetResult(code));
        using var host = Build(failure, isStuck: false);
        await RunAsync(host, end);
        end.Look();
        exit.Task.IsCompleted.ShouldBeFalse();
        return end.ExitCode;
    }

    /// <summary>The code with which a host is ended that hangs while it stops.</summary>
    private async Task<int> HangAsync(Exception? failure)
    {
        using var end = new ProcessEnd(code => exit.TrySetResult(code));
        using var host = Build(failure, isStuck: true);
        var running = RunAsync(host, end);
        var code = await exit.Task.WaitAsync(Limit, TimeProvider.System);
        running.IsCompleted.ShouldBeFalse();
        host.Services.GetRequiredService<Stuck>().Release.SetResult();
        await running;
        return code;
    }

    private static async Task RunAsync(IHost host, ProcessEnd end)
    {
        end.Watch(host.Services);
        await host.StartAsync();
        host.Services.GetRequiredService<Work>().Begin.SetResult();
        await host.WaitForShutdownAsync();
    }

    private static IHost Build(Exception? failure, bool isStuck)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        builder.Services.AddSingleton<Stuck>();
        if (isStuck)
        {
            builder.Services.AddHostedService(provider => provider.GetRequiredService<Stuck>());
        }

        builder.Services.AddSingleton(provider => new Work(failure, provider.GetRequiredService<IHostApplicationLifetime>()));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Work>());
        return builder.Build();
    }

    /// <summary>Fails, or tells the host to stop as a signal would.</summary>
    private sealed class Work(Exception? failure, IHostApplicationLifetime lifetime) : BackgroundService
    {
        public TaskCompletionSource Begin { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Begin.Task;
            if (failure is not null)
            {
                throw failure;
            }

            lifetime.StopApplication();
        }
    }

    /// <summary>Does not care how long it may take to stop, as a bus whose broker died at the wrong moment.</summary>
    private sealed class Stuck : IHostedService
    {
        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Release.Task;
    }
}
