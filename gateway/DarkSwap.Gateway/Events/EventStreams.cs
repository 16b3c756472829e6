using System.Globalization;
using System.Text;
using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Events;

/// <summary>
/// Writes the log to readers as server-sent events (WHATWG HTML §9.2). A stream holds no events but the batch that it writes: a slow reader costs
/// a read of the log later, and one that takes nothing for too long is dropped and can resume.
/// </summary>
internal sealed class EventStreams(EventLogReader reader, EventLogSignal signal, GatewayMetrics metrics, IOptions<EventLogOptions> options, TimeProvider timeProvider)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private int open;

    /// <summary>Whether another stream may open; if so, the caller must run it or give the place back with <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref open) <= options.Value.MaximumStreams)
        {
            metrics.StreamOpened();
            return true;
        }

        Interlocked.Decrement(ref open);
        return false;
    }

    public void Leave()
    {
        Interlocked.Decrement(ref open);
        metrics.StreamClosed();
    }

    /// <summary>Writes everything after <paramref name="sequence"/> until the token ends it or the reader is too slow.</summary>
    public async Task WriteAsync(HttpResponse response, long sequence, EventFilter filter, CancellationToken cancellationToken)
    {
        var silentSince = timeProvider.GetTimestamp();
        await WriteTextAsync(response, string.Create(CultureInfo.InvariantCulture, $"retry: 2000\nid: {sequence}\n\n"), cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            var growth = signal.NextGrowth;
            var (events, readTo) = await reader.ReadAfterAsync(sequence, filter, cancellationToken);
            var isMore = events.Count > 0 && readTo == events[^1].Sequence;
            sequence = readTo;
            if (events.Count > 0)
            {
                await WriteTextAsync(response, Format(events), cancellationToken);
                silentSince = timeProvider.GetTimestamp();
                metrics.EventsSent(events.Count);
            }

            if (isMore)
            {
                continue;
            }

            if (timeProvider.GetElapsedTime(silentSince) >= options.Value.HeartbeatInterval)
            {
                // The id alone moves the reader's place on, past events that its filter left out.
                await WriteTextAsync(response, string.Create(CultureInfo.InvariantCulture, $": heartbeat\nid: {sequence}\n\n"), cancellationToken);
                silentSince = timeProvider.GetTimestamp();
            }

            await WaitAsync(growth, cancellationToken);
        }
    }

    private static string Format(IReadOnlyList<EventRow> events)
    {
        var text = new StringBuilder();
        foreach (var row in events)
        {
            text.Append(CultureInfo.InvariantCulture, $"id: {row.Sequence}\nevent: {row.Type}\ndata: {row.Data}\n\n");
        }

        return text.ToString();
    }

    /// <summary>Until the log grows here, or it is time to look whether it grew in another instance.</summary>
    private async Task WaitAsync(Task growth, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(PollInterval, timeProvider, waiting.Token);
        await Task.WhenAny(growth, pause);
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task WriteTextAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.WriteTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await response.WriteAsync(text, either.Token);
            await response.Body.FlushAsync(either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            metrics.SlowReaderDropped();
            response.HttpContext.Abort();
            throw;
        }
    }
}
