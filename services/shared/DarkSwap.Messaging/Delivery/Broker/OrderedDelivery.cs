using System.Runtime.CompilerServices;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>
/// Keeps messages of one aggregate in the order of their queue while those of other aggregates pass them by. The library hands messages over on several
/// threads at once; the delivery tags of a channel, 1, 2, 3 …, say how they really came.
/// </summary>
internal sealed class OrderedDelivery(TimeProvider timeProvider)
{
    /// <summary>A message that was thrown away before it got here, as happens when the host stops, holds up the later ones no longer than this.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly ConditionalWeakTable<object, Turnstile> turnstiles = [];
    private readonly Dictionary<string, Task> tails = new(StringComparer.Ordinal);

    /// <summary>Runs <paramref name="work"/> after that of all messages of the same aggregate that came before.</summary>
    public async Task RunAsync(object channel, ulong deliveryTag, string aggregateId, Func<Task> work)
    {
        var turnstile = turnstiles.GetOrAdd(channel, _ => new Turnstile());
        await WaitForTurnAsync(turnstile, deliveryTag);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var previous = Pass(turnstile, deliveryTag, aggregateId, done.Task);
        try
        {
            await previous;
            await work();
        }
        finally
        {
            Leave(aggregateId, done.Task);
            done.SetResult();
        }
    }

    private async Task WaitForTurnAsync(Turnstile turnstile, ulong deliveryTag)
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            if (deliveryTag <= turnstile.NextTag)
            {
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            turnstile.Early[deliveryTag] = turn;
        }

        try
        {
            await turn.Task.WaitAsync(LongestWait, timeProvider);
        }
        catch (TimeoutException)
        {
            lock (gate)
            {
                turnstile.Early.Remove(deliveryTag);
            }
        }
    }

    /// <summary>Queues up behind the aggregate's last message and lets the next message in.</summary>
    private Task Pass(Turnstile turnstile, ulong deliveryTag, string aggregateId, Task done)
    {
        lock (gate)
        {
            var previous = tails.GetValueOrDefault(aggregateId, Task.CompletedTask);
            tails[aggregateId] = done;
            if (deliveryTag >= turnstile.NextTag)
            {
                turnstile.NextTag = deliveryTag + 1;
                if (turnstile.Early.Remove(turnstile.NextTag, out var next))
                {
                    next.SetResult();
                }
            }

            return previous;
        }
    }

    private void Leave(string aggregateId, Task done)
    {
        lock (gate)
        {
            if (ReferenceEquals(tails[aggregateId], done))
            {
                tails.Remove(aggregateId);
            }
        }
    }

    /// <summary>How far one channel has got, and who came too early.</summary>
    private sealed class Turnstile
    {
        public ulong NextTag { get; set; } = 1;

        public Dictionary<ulong, TaskCompletionSource> Early { get; } = [];
    }
}
