using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports.Simulated;
using DarkSwap.Primitives;
using DarkSwap.Simulation.Tests.Scheduling;

namespace DarkSwap.Simulation.Tests.Network;

public sealed class SimulatedNetworkTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Two = IPAddress.Parse("10.0.0.2");
    private static readonly Multiaddr AddressOfTwo = Multiaddr.Parse("/ip4/10.0.0.2/tcp/4001");

    [Fact]
    public void A_connection_and_an_answer_take_two_round_trips() => Run(new LinkConditions { Latency = TimeSpan.FromMilliseconds(50) }, async (network, dialed, accepted) =>
    {
        network.Now.ShouldBe(TimeSpan.FromMilliseconds(100));

        await SendAsync(dialed, 1);
        await ReceiveAsync(accepted, 1);
        network.Now.ShouldBe(TimeSpan.FromMilliseconds(150));
        await SendAsync(accepted, 1);
        await ReceiveAsync(dialed, 1);

        network.Now.ShouldBe(TimeSpan.FromMilliseconds(200));
    });

    [Fact]
    public void Bandwidth_is_shared_by_all_that_is_sent() => Run(new LinkConditions { Latency = TimeSpan.Zero, BytesPerSecond = 100_000 }, async (network, dialed, accepted) =>
    {
        await Task.WhenAll(SendAsync(dialed, 1_000_000), ReceiveAsync(accepted, 1_000_000));

        network.Now.ShouldBe(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(1));
    });

    [Fact]
    public void What_is_lost_comes_later_and_all_in_order() => Run(
        new LinkConditions { Latency = TimeSpan.FromMilliseconds(10), Jitter = TimeSpan.FromMilliseconds(50), Loss = 0.3 }, async (network, dialed, accepted) =>
    {
        var sent = new byte[100_000];
        new SeededRandomSource(5).Fill(sent);
        var receiving = ReceiveAsync(accepted, sent.Length);

        await SendInPiecesAsync();

        (await receiving).ShouldBe(sent);
        network.Now.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(200));

        async Task SendInPiecesAsync()
        {
            for (var start = 0; start < sent.Length; start += 1_000)
            {
                await dialed.WriteAsync(sent.AsMemory(start, 1_000), CancellationToken.None);
            }
        }
    });

    [Fact]
    public void A_partition_holds_everything_until_it_is_healed() => Run(new LinkConditions(), async (network, dialed, accepted) =>
    {
        await SendAsync(dialed, 1);
        network.Partition(host => host.Equals(One) ? 1 : 2);
        var receiving = ReceiveAsync(accepted, 2);
        await SendAsync(dialed, 1);
        await Task.Delay(TimeSpan.FromHours(1), network.TimeProvider, CancellationToken.None);
        receiving.IsCompleted.ShouldBeFalse();

        network.Heal();

        await receiving;
        network.Now.ShouldBeLessThan(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
    });

    [Fact]
    public void A_dial_into_a_partition_succeeds_after_it() => Run(new LinkConditions(), async (network, _, _) =>
    {
        network.Partition(host => host.Equals(One) ? 1 : 2);
        var dialing = network.CreateTransport(One).DialAsync(AddressOfTwo, _ => true, CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(30), network.TimeProvider, CancellationToken.None);
        dialing.IsCompleted.ShouldBeFalse();

        network.Heal();

        (await dialing).RemoteAddress.ShouldBe(AddressOfTwo);
    });

    [Fact]
    public void Both_ends_of_a_host_that_fails_hear_of_it() => Run(new LinkConditions(), async (network, dialed, accepted) =>
    {
        await network.StopAsync(Two);

        await Should.ThrowAsync<IOException>(() => ReceiveAsync(dialed, 1));
        await Should.ThrowAsync<IOException>(() => SendAsync(accepted, 1));
        await Should.ThrowAsync<IOException>(() => network.CreateTransport(One).DialAsync(AddressOfTwo, _ => true, CancellationToken.None));
    });

    [Fact]
    public void An_end_that_closes_is_heard_of_after_what_it_sent() => Run(new LinkConditions(), async (_, dialed, accepted) =>
    {
        await SendAsync(dialed, 10);
        await dialed.DisposeAsync();

        await ReceiveAsync(accepted, 10);
        (await accepted.ReadAsync(new byte[1], CancellationToken.None)).ShouldBe(0);
        await Should.ThrowAsync<IOException>(() => SendAsync(accepted, 1_000_000));
    });

    [Fact]
    public void Two_runs_of_a_seed_leave_the_same_trace_and_another_seed_another()
    {
        TraceOf(1).ShouldBe(TraceOf(1));
        TraceOf(1).ShouldNotBe(TraceOf(2));
    }

    private static string TraceOf(ulong seed)
    {
        var trace = string.Empty;
        Run(
            new LinkConditions { Jitter = TimeSpan.FromMilliseconds(30), Loss = 0.1, BytesPerSecond = 1_000_000 },
            async (network, dialed, accepted) =>
            {
                await Task.WhenAll(SendAsync(dialed, 500_000), ReceiveAsync(accepted, 500_000), SendAsync(accepted, 300_000), ReceiveAsync(dialed, 300_000));
                network.Trace.Deliveries.ShouldBeGreaterThan(3);
                trace = network.Trace.Hash;
            },
            seed);
        return trace;
    }

    private static void Run(LinkConditions conditions, Func<SimulatedNetwork, Stream, Stream, Task> test, ulong seed = 1)
    {
        var scheduler = new SimulationScheduler(Start);
        using var network = new SimulatedNetwork(seed, scheduler.Time) { DefaultConditions = conditions };
        scheduler.Run(
            async () =>
            {
                await using var listener = await network.CreateTransport(Two).ListenAsync(AddressOfTwo, CancellationToken.None);
                var dialed = await network.CreateTransport(One).DialAsync(AddressOfTwo, _ => true, CancellationToken.None);
                var accepted = (await listener.AcceptAsync(CancellationToken.None))!;
                accepted.RemoteAddress.ShouldBe(dialed.LocalAddress);
                await test(network, dialed.Stream, accepted.Stream);
            },
            TimeSpan.FromHours(2));
    }

    private static Task SendAsync(Stream stream, int length) => stream.WriteAsync(new byte[length], CancellationToken.None).AsTask();

    /// <summary>Not by Stream.ReadExactlyAsync: what it awaits goes on wherever it likes, and so outside the simulation.</summary>
    private static async Task<byte[]> ReceiveAsync(Stream stream, int length)
    {
        var received = new byte[length];
        for (var filled = 0; filled < length;)
        {
            var count = await stream.ReadAsync(received.AsMemory(filled), CancellationToken.None);
            count.ShouldBeGreaterThan(0);
            filled += count;
        }

        return received;
    }
}
