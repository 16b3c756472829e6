using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using DarkSwap.Testing;
using DarkSwap.Trade.Persistence;
using DarkSwap.Trade.Tests.Domain;
using DarkSwap.Trade.Tests.Simulation;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Trade.Tests.Hosting;

/// <summary>A maker's node among peers of every kind.</summary>
public sealed class PeerMessageIntakeTests : IAsyncLifetime
{
    private readonly ManualTimeProvider clock = new(ModelWorld.Start);
    private readonly ModelPair pair = new();
    private readonly TradingNode maker;

    public PeerMessageIntakeTests()
    {
        maker = new TradingNode(pair.World, TradeSide.Maker, new ModelChain(), clock);
        pair.Maker.IsUp = false;
        pair.Pump();
    }

    private PeerMessage Proposal => pair.Taker.Sent[0].Message;

    public Task InitializeAsync() => maker.StartAsync();

    public async Task DisposeAsync() => await maker.DisposeAsync();

    [Fact]
    public async Task Messages_that_are_not_their_senders_own_change_nothing()
    {
        var reject = Forgery.Next(pair, pair.Taker, new TradeMessage { Reject = new TradeReject() });
        byte[] broken = [.. Proposal.Envelope];
        broken[^1] ^= 1;
        await DeliverAsync(pair.World.TakerId, Proposal with { Envelope = broken });
        await DeliverAsync(pair.World.TakerId, Proposal with { Envelope = [] });
        await DeliverAsync(pair.World.TakerId, Proposal with { Kind = PeerMessageKind.TradeAccept });
        await DeliverAsync(pair.World.MakerId, Proposal);
        await DeliverAsync(pair.World.MakerId, reject);
        (await CountAsync()).ShouldBe(0);
        await DeliverAsync(pair.World.TakerId, Proposal);
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_proposal_that_comes_twice_is_one_trade_with_one_answer()
    {
        await DeliverAsync(pair.World.TakerId, Proposal);
        await DeliverAsync(pair.World.TakerId, Proposal, Proposal);
        await maker.Neighbours.WaitForAsync(TradeState.Proposed);
        (await CountAsync()).ShouldBe(1);
        (await TranscriptAsync()).Count(row => row.Kind == PeerMessageKind.TradePropose).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_proposal_to_an_order_with_a_live_trade_is_busy()
    {
        await DeliverAsync(pair.World.TakerId, Proposal);
        var (taker, second) = Propose(seed: 5);
        await DeliverAsync(PeerId.FromPublicKey(taker.PublicKey).ToString(), second);
        var trade = (await maker.GetAsync("trades?state=rejected")).GetProperty("items")[0];
        trade.GetProperty("reason").GetString().ShouldBe("busy");
        (await maker.GetAsync($"trades/{pair.World.TradeId}")).GetProperty("state").GetString().ShouldNotBe("rejected");
    }

    [Fact]
    public async Task An_order_is_free_again_when_its_trade_has_ended()
    {
        await DeliverAsync(pair.World.TakerId, Proposal);
        pair.Taker.Apply(new Trade.Domain.TradeSignal.Cancel(null), pair.Now);
        pair.Pump();
        await DeliverAsync(pair.World.TakerId, pair.Taker.Sent[^1].Message);
        (await maker.GetAsync($"trades/{pair.World.TradeId}")).GetProperty("state").GetString().ShouldBe("cancelled");
        (await maker.Neighbours.Host!.UseAsync<TradeDbContext, int>(context => context.Claims.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_proposal_and_its_cancellation_in_one_batch_leave_nothing_behind()
    {
        pair.Taker.Apply(new Trade.Domain.TradeSignal.Cancel(null), pair.Now);
        pair.Pump();
        await DeliverAsync(pair.World.TakerId, [.. pair.Taker.Sent.Select(packet => packet.Message)]);
        (await maker.GetAsync($"trades/{pair.World.TradeId}")).GetProperty("state").GetString().ShouldBe("cancelled");
        (await maker.Neighbours.Host!.UseAsync<TradeDbContext, int>(context => context.Claims.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_peer_that_floods_proposals_is_not_looked_at_for_a_minute()
    {
        var (taker, _) = Propose(seed: 6);
        var sender = PeerId.FromPublicKey(taker.PublicKey).ToString();
        for (byte number = 0; number < 35; number++)
        {
            var (_, proposal) = Propose(seed: 6, number);
            await DeliverAsync(sender, proposal);
        }

        (await CountAsync()).ShouldBe(30);
        clock.Advance(TimeSpan.FromSeconds(61));
        await DeliverAsync(sender, Propose(seed: 6, number: 100).Message);
        (await CountAsync()).ShouldBe(31);
    }

    /// <summary>The same proposal by another taker, or with another id.</summary>
    private (PrivateKey Taker, PeerMessage Message) Propose(ulong seed, byte number = 1)
    {
        var taker = PrivateKey.Generate(new SeededRandomSource(seed));
        TradeMessages.TryOpen(Proposal.Envelope, ModelWorld.Network, out _, out var message, out _).ShouldBeTrue();
        message!.TradeId = TradeMessages.ToBytes(new Guid(number, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        message.Propose.Taker = Google.Protobuf.ByteString.CopyFrom(taker.PublicKey.Encoded);
        return (taker, new PeerMessage(Guid.Empty, PeerMessageKind.TradePropose, TradeMessages.Seal(taker, ModelWorld.Network, message)));
    }

    private Task DeliverAsync(string sender, params PeerMessage[] messages) => maker.Neighbours.DeliverAsync(new PeerMessagesReceived
    {
        EventId = Guid.CreateVersion7(clock.GetUtcNow()),
        OccurredAt = clock.GetUtcNow(),
        Sender = sender,
        Messages = messages,
    });

    private Task<int> CountAsync() => maker.Neighbours.Host!.UseAsync<TradeDbContext, int>(context => context.Trades.CountAsync());

    private Task<List<TranscriptRow>> TranscriptAsync() =>
        maker.Neighbours.Host!.UseAsync<TradeDbContext, List<TranscriptRow>>(context => context.Transcript.OrderBy(row => row.Position).ToListAsync());
}
