namespace DarkSwap.Bitcoin.Runes;

/// <summary>The tagged values of one runestone: of each known tag the two first values and how many there were, so that memory is the same for any message.</summary>
internal sealed class RunestoneFields
{
    private const int TagCount = (int)RunestoneTag.Pointer + 1;
    private readonly UInt128[] firstValues = new UInt128[TagCount];
    private readonly UInt128[] secondValues = new UInt128[TagCount];
    private readonly int[] counts = new int[TagCount];
    private bool hasUnknownEvenTag;

    /// <summary>True if an even tag was never taken, or not all of its values.</summary>
    public bool HasEvenTagLeft
    {
        get
        {
            var isLeft = hasUnknownEvenTag;
            for (var tag = 0; tag < TagCount; tag += 2)
            {
                isLeft |= counts[tag] > 0;
            }

            return isLeft;
        }
    }

    public void Add(UInt128 tag, UInt128 value)
    {
        if (tag >= TagCount)
        {
            hasUnknownEvenTag |= UInt128.IsEvenInteger(tag);
            return;
        }

        var index = (int)tag;
        if (counts[index] == 0)
        {
            firstValues[index] = value;
        }
        else if (counts[index] == 1)
        {
            secondValues[index] = value;
        }

        counts[index]++;
    }

    /// <summary>Takes the tag's first value if it is at most <paramref name="maximum"/>; otherwise leaves it where it is.</summary>
    public UInt128? Take(RunestoneTag tag, UInt128 maximum)
    {
        var index = (int)tag;
        if (counts[index] == 0 || firstValues[index] > maximum)
        {
            return null;
        }

        counts[index]--;
        return firstValues[index];
    }

    public UInt128? Take(RunestoneTag tag) => Take(tag, UInt128.MaxValue);

    /// <summary>Takes the mint's two values if they are a valid id.</summary>
    public RuneId? TakeMint()
    {
        const int Index = (int)RunestoneTag.Mint;
        if (counts[Index] < 2 || firstValues[Index] > ulong.MaxValue || secondValues[Index] > uint.MaxValue)
        {
            return null;
        }

        var id = new RuneId((ulong)firstValues[Index], (uint)secondValues[Index]);
        if (!id.IsValid)
        {
            return null;
        }

        counts[Index] -= 2;
        return id;
    }
}
