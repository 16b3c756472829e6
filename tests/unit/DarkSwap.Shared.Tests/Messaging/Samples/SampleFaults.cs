using System.Collections.Concurrent;
using System.Diagnostics;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

/// <summary>Remembers what the consumers were given, in order, and throws where a test wants a consumer to fail.</summary>
public sealed class SampleFaults
{
    public ConcurrentQueue<(string Consumer, SampleHappened Message)> Received { get; } = [];

    /// <summary>Numbers of each message of notes, in order.</summary>
    public ConcurrentQueue<IReadOnlyList<int>> Noted { get; } = [];

    /// <summary>Traces to which the deliveries belonged.</summary>
    public ConcurrentQueue<ActivityTraceId?> Traces { get; } = [];

    public Func<string, SampleHappened, bool> ShouldFail { get; set; } = (_, _) => false;

    public IEnumerable<int> NumbersOf(string consumer) => Received.Where(entry => entry.Consumer == consumer).Select(entry => entry.Message.Number);

    internal void Receive(string consumer, SampleHappened message)
    {
        Received.Enqueue((consumer, message));
        Traces.Enqueue(Activity.Current?.TraceId);
        if (ShouldFail(consumer, message))
        {
            throw new InvalidOperationException($"{consumer} fails on {message.Number}");
        }
    }
}
