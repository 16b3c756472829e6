namespace DarkSwap.Fuzz.Tests.Engine;

/// <summary>Makes inputs: seeds and inputs that were accepted before, damaged by a few changes at a time; now and then bytes of chance.</summary>
internal sealed class Mutator(FuzzTarget target, FuzzRandom random)
{
    private const int AcceptedKept = 256;
    private const int LongestRun = 32;

    private readonly byte[] buffer = new byte[target.MaximumLength];
    private readonly byte[][] accepted = new byte[AcceptedKept][];
    private int acceptedCount;
    private int length;

    /// <summary>The next input: a loan until the next call.</summary>
    internal ReadOnlySpan<byte> Next()
    {
        if (target.Seeds.Count == 0 || random.Below(32) == 0)
        {
            length = random.Below(random.Below(buffer.Length) + 1);
            Fill(buffer.AsSpan(0, length));
            return buffer.AsSpan(0, length);
        }

        var origin = Pick();
        length = Math.Min(origin.Length, buffer.Length);
        origin.AsSpan(0, length).CopyTo(buffer);
        for (var changes = 1 + (random.Below(4) * random.Below(3)); changes > 0; changes--)
        {
            Change();
        }

        return buffer.AsSpan(0, length);
    }

    /// <summary>Keeps an input that was accepted, in place of an older one when there are many.</summary>
    internal void Keep(ReadOnlySpan<byte> input)
    {
        if (acceptedCount < AcceptedKept || random.Below(64) == 0)
        {
            accepted[acceptedCount < AcceptedKept ? acceptedCount++ : random.Below(AcceptedKept)] = input.ToArray();
        }
    }

    private byte[] Pick() =>
        acceptedCount > 0 && random.Below(2) == 0 ? accepted[random.Below(acceptedCount)] : target.Seeds[random.Below(target.Seeds.Count)];

    private void Change()
    {
        var position = random.Below(length + 1);
        switch (random.Below(12))
        {
            case 0 or 1 when length > 0:
                buffer[random.Below(length)] ^= (byte)(1 << random.Below(8));
                break;
            case 2 or 3 when length > 0:
                buffer[random.Below(length)] = (byte)random.Next();
                break;
            case 4 when length > 0:
                buffer[random.Below(length)] += (byte)(random.Below(2) == 0 ? 1 : 255);
                break;
            case 5:
                length = position;
                break;
            case 6:
                Replace(position, Math.Min(random.Below(LongestRun), length - position), []);
                break;
            case 7:
                var octets = buffer.AsSpan(position, Math.Min(random.Below(LongestRun), length - position)).ToArray();
                Replace(random.Below(length + 1), 0, octets);
                break;
            case 8:
                var number = Extremes.Encodings[random.Below(Extremes.Encodings.Length)];
                Replace(position, random.Below(2) == 0 ? Math.Min(number.Length, length - position) : 0, number);
                break;
            case 9 when target.Tokens.Count > 0:
                Replace(position, Math.Min(random.Below(8), length - position), target.Tokens[random.Below(target.Tokens.Count)]);
                break;
            case 10:
                var other = Pick();
                var start = random.Below(other.Length + 1);
                Replace(position, random.Below(length - position + 1), other.AsSpan(start, random.Below(other.Length - start + 1)));
                break;
            default:
                Span<byte> chance = stackalloc byte[1 + random.Below(8)];
                Fill(chance);
                Replace(position, 0, chance);
                break;
        }
    }

    /// <summary>Puts bytes in the place of others; what goes over the longest input is cut off.</summary>
    private void Replace(int position, int removed, ReadOnlySpan<byte> added)
    {
        added = added[..Math.Min(added.Length, buffer.Length - position)];
        var tail = buffer.AsSpan(position + removed, length - position - removed);
        tail = tail[..Math.Min(tail.Length, buffer.Length - position - added.Length)];
        tail.CopyTo(buffer.AsSpan(position + added.Length));
        added.CopyTo(buffer.AsSpan(position));
        length = position + added.Length + tail.Length;
    }

    private void Fill(Span<byte> bytes)
    {
        foreach (ref var octet in bytes)
        {
            octet = (byte)random.Next();
        }
    }
}
