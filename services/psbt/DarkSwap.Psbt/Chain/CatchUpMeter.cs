using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Chain;

/// <summary>Estimates from the speed of the last minutes how long it takes to reach a height.</summary>
public sealed class CatchUpMeter
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);
    private (MonotonicTime Time, int Height)? older;
    private (MonotonicTime Time, int Height)? newer;

    public void Record(int height, MonotonicTime now)
    {
        if (older is null || height < older.Value.Height)
        {
            older = newer = (now, height);
        }
        else if (now - newer!.Value.Time >= Window)
        {
            older = newer;
            newer = (now, height);
        }
    }

    public TimeSpan? EstimateRemaining(int height, int target, MonotonicTime now)
    {
        if (height >= target || older is not { } start || height <= start.Height || now <= start.Time)
        {
            return null;
        }

        var secondsPerBlock = (now - start.Time).TotalSeconds / (height - start.Height);
        return TimeSpan.FromSeconds(Math.Min(secondsPerBlock * (target - height), TimeSpan.MaxValue.TotalSeconds / 2));
    }
}
