using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>
/// Knows whether the broker takes messages: keeps a connection of its own, makes the queues on it before anything is sent, and connects again by itself. Messages
/// wait in the outbox meanwhile, and leave as soon as this says so.
/// </summary>
public sealed partial class BrokerWatch : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DeclareLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(10);

    private readonly BrokerAddress address;
    private readonly BrokerTopology topology;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private volatile TaskCompletionSource available = NewSource();
    private volatile IConnection? held;

    internal BrokerWatch(BrokerAddress address, BrokerTopology topology, TimeProvider timeProvider, ILogger<BrokerWatch> logger)
    {
        this.address = address;
        this.topology = topology;
        this.timeProvider = timeProvider;
        this.logger = logger;
    }

    public bool IsAvailable => available.Task.IsCompleted;

    public Task WaitUntilAvailableAsync(CancellationToken cancellationToken) => available.Task.WaitAsync(cancellationToken);

    /// <summary>Those of the queues that nobody reads; none that the broker does not tell about in time.</summary>
    internal async Task<IReadOnlyList<string>> FindUnreadAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken)
    {
        try
        {
            return held is { } connection ? await FindUnreadAsync(connection, queues, cancellationToken).WaitAsync(LookLimit, timeProvider, cancellationToken) : [];
        }
        catch (Exception exception)
        {
            LogNotAnswered(address.ToString(), exception.Message);
            return [];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await address.ToConnectionFactory("darkswap watch").CreateConnectionAsync(stoppingToken);
                pause = FirstPause;
                await HoldAsync(connection, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogAway(address.ToString(), exception.Message);
            }
            finally
            {
                held = null;
                Close();
            }

            await Task.Delay(pause, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<IReadOnlyList<string>> FindUnreadAsync(IConnection connection, IReadOnlyList<string> queues, CancellationToken cancellationToken)
    {
        var unread = new List<string>();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var queue in queues)
        {
            if ((await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).ConsumerCount == 0)
            {
                unread.Add(queue);
            }
        }

        return unread;
    }

    private async Task HoldAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var ended = NewSource();
        connection.ConnectionShutdownAsync += (_, _) => End(ended);
        connection.ConnectionBlockedAsync += OnBlockedAsync;
        connection.ConnectionUnblockedAsync += OnUnblockedAsync;
        using var limit = new CancellationTokenSource(DeclareLimit, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await topology.DeclareAsync(connection, either.Token);
        held = connection;
        Open();
        await ended.Task.WaitAsync(cancellationToken);
    }

    private static Task End(TaskCompletionSource ended)
    {
        ended.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>Short of memory or disk, the broker reads nothing from whoever publishes.</summary>
    private Task OnBlockedAsync(object sender, ConnectionBlockedEventArgs blocked)
    {
        LogBlocked(address.ToString(), blocked.Reason);
        Close();
        return Task.CompletedTask;
    }

    private Task OnUnblockedAsync(object sender, AsyncEventArgs unblocked)
    {
        Open();
        return Task.CompletedTask;
    }

    private void Open()
    {
        if (available.TrySetResult())
        {
            LogAvailable(address.ToString());
        }
    }

    private void Close()
    {
        if (available.Task.IsCompleted)
        {
            available = NewSource();
        }
    }

    [LoggerMessage(EventId = 1014, Level = LogLevel.Debug, Message = "The broker at {Broker} does not say who reads its queues: {Reason}")]
    private partial void LogNotAnswered(string broker, string reason);

    [LoggerMessage(EventId = 1010, Level = LogLevel.Information, Message = "The broker at {Broker} takes messages")]
    private partial void LogAvailable(string broker);

    [LoggerMessage(EventId = 1011, Level = LogLevel.Warning, Message = "The broker at {Broker} is away ({Reason}); messages wait in the outbox")]
    private partial void LogAway(string broker, string reason);

    [LoggerMessage(EventId = 1012, Level = LogLevel.Warning, Message = "The broker at {Broker} takes no messages for now: {Reason}")]
    private partial void LogBlocked(string broker, string reason);
}
