using DarkSwap.Attacks.Tests.Attackers;
using DarkSwap.Attacks.Tests.Network;
using DarkSwap.Attacks.Tests.Victim;
using DarkSwap.Testing;
using Xunit.Abstractions;

namespace DarkSwap.Attacks.Tests;

/// <summary>
/// Attacks on a node with the usual limits, from other network namespaces: nothing here is exempt. Each has a control run in which the node lacks the defence, and what the attack's test
/// demands does not hold. Needs root, for the namespaces.
/// </summary>
[Trait("Category", "Server")]
public sealed class AttackTests(ITestOutputHelper output) : IDisposable
{
    private const int HonestTurns = 24;
    private const long BytesPerPeer = 8 * 1024 * 1024;
    private const long MemoryLimit = 256 * 1024 * 1024;

    /// <summary>Streams on which a peer has begun to greet.</summary>
    private const int HalfStreams = 20;

    /// <summary>Longer than any stage of a handshake may take.</summary>
    private static readonly TimeSpan LongerThanAStage = TimeSpan.FromSeconds(8);

    /// <summary>The length of multistream-select's greeting, and how it begins.</summary>
    private static readonly byte[] HalfGreeting = [19, (byte)'/', (byte)'m'];

    private readonly CancellationTokenSource deadline = new(Patience.OfPrograms, TimeProvider.System);

    public void Dispose() => deadline.Dispose();

    [Fact]
    public Task Honest_peers_get_in_while_others_flood_the_node_with_connections() => SurviveConnectFloodAsync(connects: 1_000, HonestTurns);

    [Fact]
    [Trait("Category", "Long")]
    public Task Honest_peers_get_in_while_others_make_ten_thousand_connections() => SurviveConnectFloodAsync(connects: 10_000, HonestTurns);

    [Fact]
    public async Task Control_without_limits_by_place_the_flood_keeps_honest_peers_out()
    {
        await using var field = await Battlefield.PrepareAsync(Defence.WithoutPlaces, deadline.Token);
        await using var flood = new ConnectFlood(field);
        await Eventually.HoldsAsync(async () => (await field.Victim.AskAsync(deadline.Token)).Handshakes >= 256, "the flood holds every place for handshakes");

        var honest = await HonestPeer.RunAsync(field, HonestTurns, deadline.Token);

        output.WriteLine($"without limits by place: {honest}");
        honest.Success.ShouldBeLessThan(0.99);
    }

    [Fact]
    public async Task Slow_peers_are_dropped_at_every_stage_and_honest_ones_get_in_meanwhile()
    {
        await using var field = await Battlefield.PrepareAsync(Defence.Whole, deadline.Token);
        var slow = Task.WhenAll(Loris(field, HandshakeStages, deadline.Token));

        var honest = await HonestPeer.RunAsync(field, HonestTurns, deadline.Token);
        await slow;

        output.WriteLine($"beside slow peers: {honest}");
        honest.Success.ShouldBeGreaterThanOrEqualTo(0.99);
        await Eventually.HoldsAsync(async () => await field.Victim.AskAsync(deadline.Token) is { Handshakes: 0, Connections: 0 }, "nothing is left of them");
    }

    [Fact]
    public async Task A_frame_that_never_ends_does_not_hold_a_connection()
    {
        await using var field = await Battlefield.PrepareAsync(Defence.WholeAndQuick, deadline.Token);

        await Task.WhenAll(Loris(field, [LorisStage.Frame], deadline.Token));

        await Eventually.HoldsAsync(async () => await field.Victim.AskAsync(deadline.Token) is { Handshakes: 0, Connections: 0, Bytes: 0 }, "nothing is left of them");
        (await HonestPeer.RunAsync(field, 5, deadline.Token)).Success.ShouldBe(1);
    }

    [Fact]
    public async Task Half_a_message_does_not_hold_a_stream()
    {
        await using var field = await Battlefield.PrepareAsync(Defence.Whole, deadline.Token);
        await using var peer = await OpenHalfStreamsAsync(field);

        await Eventually.HoldsAsync(async () => (await field.Victim.AskAsync(deadline.Token)).Streams == 0, "the node has given up the streams");
        peer.Ended.IsCompleted.ShouldBeFalse();
        await RawPeer.EchoAsync(await peer.OpenAsync(VictimProgram.EchoProtocol, deadline.Token), deadline.Token);
    }

    [Fact]
    public async Task Control_without_deadlines_slow_peers_and_half_messages_stay_for_ever()
    {
        await using var field = await Battlefield.PrepareAsync(Defence.WithoutDeadlines, deadline.Token);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        await using var peer = await OpenHalfStreamsAsync(field);
        var slow = Loris(field, Enum.GetValues<LorisStage>(), giveUp.Token).ToList();

        var first = await Task.WhenAny([.. slow, Task.Delay(LongerThanAStage, TimeProvider.System, deadline.Token)]);

        slow.IndexOf(first).ShouldBe(-1, "the stages are in the order of their names, three attackers each");
        var usage = await field.Victim.AskAsync(deadline.Token);
        usage.Handshakes.ShouldBe(HandshakeStages.Count() * field.Attackers.Count);
        usage.Connections.ShouldBe(slow.Count + 1);
        usage.Streams.ShouldBeGreaterThanOrEqualTo(HalfStreams);
        await giveUp.CancelAsync();
        await Task.WhenAll(slow).ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    [Fact]
    public Task Streams_that_nobody_reads_fill_no_more_than_a_peers_share() => SurviveStreamFloodAsync(streams: 100);

    [Fact]
    [Trait("Category", "Long")]
    public Task A_thousand_streams_that_nobody_reads_fill_no_more_than_a_peers_share() => SurviveStreamFloodAsync(streams: 1_000);

    [Fact]
    public async Task Control_without_a_budget_streams_that_nobody_reads_fill_the_node()
    {
        await using var field = await Battlefield.PrepareAsync(Defence.WithoutMemory, deadline.Token);
        await using var flood = await StreamFlood.BeginAsync(field.Attackers[0], 0, deadline.Token);
        await flood.FillAsync(streams: 100, deadline.Token);

        await Eventually.HoldsAsync(async () => field.Victim.HasEnded || (await field.Victim.AskAsync(deadline.Token)).Bytes > BytesPerPeer, "the peer has filled more than its share");
    }

    private async Task SurviveConnectFloodAsync(int connects, int turns)
    {
        await using var field = await Battlefield.PrepareAsync(Defence.Whole, deadline.Token);
        await using var flood = new ConnectFlood(field);
        await Eventually.HoldsAsync(() => flood.Connects >= connects / 2, "the flood is on");

        var honest = await HonestPeer.RunAsync(field, turns, deadline.Token);
        var usage = await field.Victim.AskAsync(deadline.Token);
        await Eventually.HoldsAsync(() => flood.Connects >= connects, "the flood has reached its size");

        output.WriteLine($"beside a flood of {flood.Connects} connections: {honest}; the node holds {usage.Connections}, of them {usage.Handshakes} handshakes; {string.Join(", ", usage.Refusals)}; peak {field.Victim.PeakMemory >> 20} MiB");
        honest.Success.ShouldBeGreaterThanOrEqualTo(0.99);
        usage.Handshakes.ShouldBeLessThanOrEqualTo(3 * 16);
        usage.Refusals.Values.Sum().ShouldBeGreaterThan(0);
        field.Victim.PeakMemory.ShouldBeLessThan(MemoryLimit);
    }

    private async Task SurviveStreamFloodAsync(int streams)
    {
        await using var field = await Battlefield.PrepareAsync(Defence.Whole, deadline.Token);
        var floods = await Task.WhenAll(field.Attackers.Select(place => StreamFlood.BeginAsync(place, 0, deadline.Token)));
        await Task.WhenAll(floods.Select(flood => flood.FillAsync(streams, deadline.Token)));
        var usage = await field.Victim.AskAsync(deadline.Token);
        var honest = await HonestPeer.RunAsync(field, 5, deadline.Token);

        output.WriteLine($"beside {floods.Sum(flood => flood.Filled)} filled streams: {honest}; the node holds {usage.Bytes >> 10} KiB of them; peak {field.Victim.PeakMemory >> 20} MiB");
        usage.Bytes.ShouldBeLessThanOrEqualTo(floods.Length * BytesPerPeer);
        field.Victim.PeakMemory.ShouldBeLessThan(MemoryLimit);
        honest.Success.ShouldBe(1);
        foreach (var flood in floods)
        {
            await flood.UseHonestStreamAsync(deadline.Token);
            await flood.DisposeAsync();
        }

        await Eventually.HoldsAsync(async () => await field.Victim.AskAsync(deadline.Token) is { Bytes: 0, Streams: 0, Connections: 0 }, "everything is given back");
    }

    private static IEnumerable<LorisStage> HandshakeStages => Enum.GetValues<LorisStage>().Where(stage => stage != LorisStage.Frame);

    private static IEnumerable<Task> Loris(Battlefield field, IEnumerable<LorisStage> stages, CancellationToken cancellationToken) =>
        from stage in stages
        from place in field.Attackers
        select SlowLoris.RunAsync(place, (int)stage, stage, cancellationToken);

    /// <summary>A peer with streams on which it has begun to say which protocol it wants.</summary>
    private async Task<RawPeer> OpenHalfStreamsAsync(Battlefield field)
    {
        var peer = await RawPeer.ConnectAsync(field.Attackers[0], 39, deadline.Token);
        for (var count = 0; count < HalfStreams; count++)
        {
            var stream = await peer.OpenAsync(deadline.Token);
            await stream.WriteAsync(HalfGreeting, deadline.Token);
        }

        await Eventually.HoldsAsync(async () => (await field.Victim.AskAsync(deadline.Token)).Streams >= HalfStreams, "the node has taken the streams");
        return peer;
    }
}
