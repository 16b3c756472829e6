using DarkSwap.Connectivity.Peers;
using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Orders;

/// <summary>Waits between tries as between dials: 1 s and a little more, up to about a minute.</summary>
internal sealed class RetryClock(TimeProvider timeProvider, IRandomSource random)
{
    /// <summary>Returns early when cancelled.</summary>
    public async Task DelayAfterAsync(int failures, CancellationToken cancellationToken)
    {
        var jitter = new byte[1];
        random.Fill(jitter);
        await Task.Delay(RedialSchedule.DelayAfter(failures, jitter[0]), timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
