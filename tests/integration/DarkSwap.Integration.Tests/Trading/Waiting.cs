using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Trading;

/// <summary>Waits for what another process does, since nothing here can be told by it.</summary>
public static class Waiting
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>The probe's first answer that is not null.</summary>
    public static async Task<TValue> ForAsync<TValue>(string what, Func<Task<TValue?>> probe)
        where TValue : class
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await probe() is { } found)
            {
                return found;
            }

            if (TimeProvider.System.GetElapsedTime(start) > Patience.OfPrograms)
            {
                throw new TimeoutException($"Waited {Patience.OfPrograms.TotalSeconds} s in vain for {what}.");
            }

            await Task.Delay(Step, TimeProvider.System, CancellationToken.None);
        }
    }
}
