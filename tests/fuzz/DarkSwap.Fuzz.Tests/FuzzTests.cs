using DarkSwap.Fuzz.Tests.Engine;
using DarkSwap.Fuzz.Tests.Targets;
using Xunit.Abstractions;

namespace DarkSwap.Fuzz.Tests;

public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int LongFactor = 100;
    private const ulong Seed = 0x6461726b;

    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_input_throws_hangs_or_takes_memory_beyond_its_length(string name)
    {
        var target = FuzzTargets.Find(name);
        Tell(new Fuzzer(target, Seed).Run(target.Inputs));
    }

    /// <summary>Every processor feeds its share, by a seed of its own.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Category", "Long")]
    public void Not_even_a_hundred_times_as_many_do(string name)
    {
        var target = FuzzTargets.Find(name);
        var workers = Environment.ProcessorCount;
        var reports = new FuzzReport[workers];
        Parallel.For(0, workers, worker => reports[worker] = new Fuzzer(target, Seed + 1 + (ulong)worker).Run((long)target.Inputs * LongFactor / workers));
        Tell(reports.Aggregate((left, right) => left + right));
    }

    private void Tell(FuzzReport report)
    {
        output.WriteLine(FuzzTable.Row(report));
        FuzzTable.Add(report);
        report.Accepted.ShouldBeGreaterThan(0);
        report.Accepted.ShouldBeLessThan(report.Inputs);
    }
}
