namespace DarkSwap.Bitcoin.Runes;

/// <summary>From which height a network knows runes, and how short a name may be etched at a height.</summary>
/// <remarks>Names of 13 letters are always open. Over the halving period that starts at the first height, one more letter falls every 17,500 blocks, block by block within each step.</remarks>
public sealed record RuneSchedule(uint FirstHeight)
{
    private const uint HalvingInterval = 210_000;
    private const uint StepInterval = HalvingInterval / 12;
    private const int LongestScheduledLength = 12;

    public static RuneSchedule Mainnet { get; } = new(4 * HalvingInterval);

    public static RuneSchedule Testnet3 { get; } = new(12 * HalvingInterval);

    /// <summary>Signet, testnet4 and regtest: from their first block on.</summary>
    public static RuneSchedule FromGenesis { get; } = new(0);

    /// <summary>The smallest name that a block at <paramref name="height"/> may etch.</summary>
    public RuneName MinimumNameAt(uint height)
    {
        var next = (ulong)height + 1;
        if (next < FirstHeight)
        {
            return RuneName.FirstOfLength(LongestScheduledLength + 1);
        }

        var progress = next - FirstHeight;
        if (progress >= HalvingInterval)
        {
            return default;
        }

        var length = LongestScheduledLength - (int)(progress / StepInterval);
        var upper = FirstOfLength(length + 1);
        var lower = FirstOfLength(length);
        return new RuneName(upper - ((upper - lower) * (progress % StepInterval) / StepInterval));
    }

    private static UInt128 FirstOfLength(int length) => RuneName.FirstOfLength(length).Value;
}
