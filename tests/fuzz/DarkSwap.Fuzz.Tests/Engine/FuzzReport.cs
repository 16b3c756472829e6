namespace DarkSwap.Fuzz.Tests.Engine;

/// <summary>What a run saw.</summary>
/// <param name="LargestAllocation">Most bytes that one input took from the heap.</param>
public sealed record FuzzReport(string Name, long Inputs, long Accepted, TimeSpan Elapsed, TimeSpan Slowest, long LargestAllocation)
{
    public static FuzzReport operator +(FuzzReport left, FuzzReport right) => left with
    {
        Inputs = left.Inputs + right.Inputs,
        Accepted = left.Accepted + right.Accepted,
        Elapsed = left.Elapsed > right.Elapsed ? left.Elapsed : right.Elapsed,
        Slowest = left.Slowest > right.Slowest ? left.Slowest : right.Slowest,
        LargestAllocation = Math.Max(left.LargestAllocation, right.LargestAllocation),
    };
}
