using DarkSwap.Libp2p.Swarm.Pool;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Swarm.Pool;

public sealed class PruningTests
{
    private static readonly MonotonicTime Now = new(TimeSpan.FromHours(10).Ticks);
    private static readonly PoolOptions Options = new() { HighWater = 6, LowWater = 4 };

    /// <summary>A stranger's preferred connection that has been in use for an hour.</summary>
    private static readonly PooledConnection Ordinary = new(null!, 0, IsHeld: false, IsPreferred: true, Streams: 1, Ago(60), Ago(1), null);

    [Fact]
    public void Closes_nothing_up_to_the_high_water() => Pruning.Choose(Many(6, Ordinary), Options, Now).ShouldBeEmpty();

    [Fact]
    public void Closes_down_to_the_low_water_above_the_high_water() => Pruning.Choose(Many(9, Ordinary), Options, Now).Count.ShouldBe(5);

    [Fact]
    public void Never_closes_what_is_held_or_has_just_been_opened()
    {
        var connections = Many(5, Ordinary with { IsHeld = true }).Concat(Many(5, Ordinary with { OpenedAt = Ago(0.3) })).ToList();

        Pruning.Choose(connections, Options, Now).ShouldBeEmpty();
    }

    [Fact]
    public void Closes_second_connections_first_then_those_of_little_value_then_the_unused()
    {
        var second = Ordinary with { IsPreferred = false, Value = 100 };
        var disliked = Ordinary with { Value = -1 };
        var unused = Ordinary with { Streams = 0 };
        var worth = Ordinary with { Value = 1 };

        Pruning.Choose([.. Many(4, worth), unused, disliked, second], Options, Now).ShouldBe([second, disliked, unused]);
    }

    [Fact]
    public void Closes_the_youngest_of_the_largest_crowd_and_spares_who_comes_from_elsewhere()
    {
        var crowd = new AddressKey(false, 1);
        var oldest = Ordinary with { Place = crowd, OpenedAt = Ago(90) };
        var old = Ordinary with { Place = crowd, OpenedAt = Ago(80) };
        var young = Ordinary with { Place = crowd, OpenedAt = Ago(2) };
        List<PooledConnection> others = [.. Enumerable.Range(2, 4).Select(place => Ordinary with { Place = new AddressKey(false, (UInt128)place), OpenedAt = Ago(1) })];

        Pruning.Choose([oldest, .. others, young, old], Options, Now).ShouldBe([young, old, oldest]);
    }

    [Fact]
    public void Closes_what_is_idle_for_long_only_above_the_low_water()
    {
        var idle = Ordinary with { Streams = 0, UsedAt = Ago(11) };
        var longer = idle with { UsedAt = Ago(30) };
        var resting = Ordinary with { Streams = 0, UsedAt = Ago(9) };

        Pruning.Choose([.. Many(3, Ordinary), idle, longer], Options, Now).ShouldBe([longer]);
        Pruning.Choose([Ordinary, Ordinary, idle, longer], Options, Now).ShouldBeEmpty();
        Pruning.Choose([.. Many(4, Ordinary), resting], Options, Now).ShouldBeEmpty();
        Pruning.Choose([.. Many(4, Ordinary), idle with { IsHeld = true }], Options, Now).ShouldBeEmpty();
    }

    private static MonotonicTime Ago(double minutes) => Now + TimeSpan.FromMinutes(-minutes);

    private static List<PooledConnection> Many(int count, PooledConnection connection) => [.. Enumerable.Repeat(connection, count)];
}
