namespace DarkSwap.Fuzz.Tests.Engine;

/// <summary>Feeds a target and watches it: no exception, no input that takes long, no memory beyond what its length excuses.</summary>
public sealed class Fuzzer(FuzzTarget target, ulong seed)
{
    /// <summary>Bytes that each byte of an input may allocate.</summary>
    private const int AllowedFactor = 16;

    private const int Repetitions = 5;
    private static readonly TimeSpan LongestInput = TimeSpan.FromMilliseconds(100);

    /// <summary>Hundreds of times what an input takes: measured again, as is everything from here on.</summary>
    private static readonly TimeSpan Conspicuous = TimeSpan.FromMilliseconds(0.5);

    private readonly Mutator mutator = new(target, new FuzzRandom(seed));
    private FuzzReport report = new(target.Name, 0, 0, default, default, 0);
    private bool isWarm;

    /// <summary>The seeds, every extreme number at every place of them, and mutations up to <paramref name="inputs"/>.</summary>
    public FuzzReport Run(long inputs)
    {
        var start = TimeProvider.System.GetTimestamp();
        foreach (var good in target.Seeds)
        {
            if (!target.Feed(good))
            {
                throw Failure("A seed is not accepted", good, null);
            }
        }

        isWarm = true;
        foreach (var input in Planned().TakeWhile(_ => report.Inputs < inputs))
        {
            Watch(input);
        }

        while (report.Inputs < inputs)
        {
            Watch(mutator.Next());
        }

        return report with { Elapsed = TimeProvider.System.GetElapsedTime(start) };
    }

    /// <summary>Feeds one input again, as a failure told it.</summary>
    public void Replay(byte[] input)
    {
        isWarm = true;
        Watch(input);
    }

    private IEnumerable<byte[]> Planned()
    {
        yield return [];
        foreach (var good in target.Seeds)
        {
            for (var length = 0; length < good.Length; length++)
            {
                yield return good[..length];
            }

            foreach (var variant in target.IsProtobuf ? ProtobufVariants.Of(good) : [])
            {
                yield return variant;
            }

            foreach (var number in Extremes.Encodings)
            {
                for (var position = 0; position + number.Length <= Math.Min(good.Length, target.MaximumLength); position++)
                {
                    yield return [.. good[..position], .. number, .. good[(position + number.Length)..]];
                }
            }
        }
    }

    private void Watch(ReadOnlySpan<byte> input)
    {
        bool isAccepted;
        long allocated;
        TimeSpan elapsed;
        try
        {
            isAccepted = Measure(input, out allocated, out elapsed);
        }
        catch (Exception exception) when (exception is not FuzzException)
        {
            throw Failure($"{exception.GetType().Name}: {exception.Message}", input, exception);
        }

        // A thread that had to wait for its processor is no slow parser: it is slow every time or not at all.
        for (var repetition = 1; repetition < Repetitions && elapsed > Conspicuous; repetition++)
        {
            Measure(input, out _, out var again);
            elapsed = again < elapsed ? again : elapsed;
        }

        if (elapsed > LongestInput)
        {
            throw Failure($"It took {elapsed.TotalMilliseconds:0} ms, {Repetitions} times", input, null);
        }

        if (isWarm && allocated > target.AllowedBytes + (AllowedFactor * (long)input.Length))
        {
            throw Failure($"It allocated {allocated} bytes", input, null);
        }

        report = report with
        {
            Inputs = report.Inputs + 1,
            Accepted = report.Accepted + (isAccepted ? 1 : 0),
            Slowest = elapsed > report.Slowest ? elapsed : report.Slowest,
            LargestAllocation = Math.Max(report.LargestAllocation, allocated),
        };
        if (isAccepted)
        {
            mutator.Keep(input);
        }
    }

    private bool Measure(ReadOnlySpan<byte> input, out long allocated, out TimeSpan elapsed)
    {
        var (bytes, start) = (GC.GetAllocatedBytesForCurrentThread(), TimeProvider.System.GetTimestamp());
        var isAccepted = target.Feed(input);
        elapsed = TimeProvider.System.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
        return isAccepted;
    }

    private FuzzException Failure(string what, ReadOnlySpan<byte> input, Exception? cause) =>
        new($"{target.Name}, seed {seed}, input {report.Inputs}: {what}. The input: {Convert.ToHexStringLower(input)}", cause);
}
