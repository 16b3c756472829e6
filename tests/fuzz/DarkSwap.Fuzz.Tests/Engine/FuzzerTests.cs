using System.Buffers.Binary;

namespace DarkSwap.Fuzz.Tests.Engine;

/// <summary>That the fuzzer finds what it looks for: targets with a fault each.</summary>
public sealed class FuzzerTests
{
    private static readonly byte[] Good = [8, 1, 18, 4, 1, 2, 3, 4];

    [Fact]
    public void Finds_an_input_that_throws_and_tells_it()
    {
        var target = Target(input => input is [8, 1, 18, .., 9] ? throw new FormatException("nine") : true);

        Message(() => new Fuzzer(target, 1).Run(100_000)).ShouldContain("FormatException: nine");
        Message(() => new Fuzzer(target, 1).Replay([8, 1, 18, 9])).ShouldEndWith("080112" + "09");
    }

    [Fact]
    public void Finds_a_number_at_which_arithmetic_overflows()
    {
        var target = Target(input => input.Length >= 8 && checked(BinaryPrimitives.ReadInt64BigEndian(input[^8..]) + 1) > 0);

        Message(() => new Fuzzer(target, 1).Run(100_000)).ShouldContain("OverflowException");
    }

    [Fact]
    public void Finds_an_input_that_takes_memory_by_a_number_in_it()
    {
        var target = Target(input => new byte[input.Length > 1 ? input[1] * 1024 : 0].Length >= 0);

        Message(() => new Fuzzer(target, 1).Run(100_000)).ShouldContain("It allocated");
    }

    [Fact]
    public void Finds_an_input_that_takes_long_every_time()
    {
        var target = Target(input =>
        {
            var start = TimeProvider.System.GetTimestamp();
            SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMilliseconds(101));
            return true;
        });

        Message(() => new Fuzzer(target, 1).Replay(Good)).ShouldContain("It took");
    }

    [Fact]
    public void Refuses_seeds_that_the_target_refuses() =>
        Message(() => new Fuzzer(Target(_ => false), 1).Run(1)).ShouldContain("A seed is not accepted");

    [Fact]
    public void Feeds_the_same_inputs_by_the_same_seed()
    {
        var first = InputsOf(seed: 1);

        InputsOf(seed: 1).SetEquals(first).ShouldBeTrue();
        InputsOf(seed: 2).SetEquals(first).ShouldBeFalse();
    }

    [Fact]
    public void Puts_every_extreme_into_every_number_of_a_protobuf_message_and_keeps_it_well_formed()
    {
        // Field 1 is the number 5; field 2 is a message whose field 3 is the number 6.
        var variants = ProtobufVariants.Of([8, 5, 18, 2, 24, 6]).Select(Convert.ToHexStringLower).ToHashSet();

        foreach (var number in Extremes.Numbers)
        {
            var digits = Extremes.Varint(number);
            variants.ShouldContain(Convert.ToHexStringLower([8, .. digits, 18, 2, 24, 6]));
            variants.ShouldContain(Convert.ToHexStringLower([8, 5, 18, (byte)(digits.Length + 1), 24, .. digits]));
        }

        variants.ShouldContain("08050805" + "12021806");
        variants.ShouldContain("0805" + "1200");
        variants.ShouldContain("12021806");
    }

    /// <summary>A set: an input that seemed slow is measured again.</summary>
    private static HashSet<string> InputsOf(ulong seed)
    {
        var inputs = new HashSet<string>();
        new Fuzzer(Target(input => inputs.Add(Convert.ToHexString(input)) || true) with { AllowedBytes = int.MaxValue }, seed).Run(20_000);
        return inputs;
    }

    private static FuzzTarget Target(FuzzFeed feed) => new("example", [Good], feed) { MaximumLength = 64, IsProtobuf = true };

    private static string Message(Action run) => Should.Throw<FuzzException>(run).Message;
}
