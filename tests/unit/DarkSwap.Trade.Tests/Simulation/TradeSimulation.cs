using System.Buffers.Binary;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Primitives;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Tests.Simulation;

/// <summary>Two machines, a link that loses, repeats and reorders, a chain that reorganises, users that may or may not act, and processes that die at any moment; all from one seed.</summary>
internal sealed class TradeSimulation
{
    private readonly SeededRandomSource random;
    private readonly ModelWorld world;
    private readonly ModelChain chain = new();
    private readonly ModelNode maker;
    private readonly ModelNode taker;
    private readonly ModelNode[] nodes;
    private readonly bool isHostile;
    private DateTimeOffset now = ModelWorld.Start;

    public TradeSimulation(ulong seed)
    {
        random = new SeededRandomSource(seed);
        world = new ModelWorld(
            Chance(2) ? OrderSide.Sell : OrderSide.Buy,
            Chance(3) ? SettlementAcceptance.Manual : SettlementAcceptance.Automatic,
            seed) { Confirmations = 1 + Next(2) };
        maker = new ModelNode(world, TradeSide.Maker, chain, new TradeTimes());
        taker = new ModelNode(world, TradeSide.Taker, chain, new TradeTimes());
        nodes = [maker, taker];
        isHostile = Chance(2);
    }

    public ModelNode Maker => maker;

    public ModelNode Taker => taker;

    public void Run(int steps)
    {
        taker.Start(now);
        for (var step = 0; step < steps; step++)
        {
            Step();
        }

        Settle();
        CheckEnd();
    }

    private void Step()
    {
        now += TimeSpan.FromMilliseconds(Next(200));
        var node = nodes[Next(2)];
        if (!node.IsUp)
        {
            node.IsUp = Chance(6);
            return;
        }

        switch (Next(16))
        {
            case 0 or 1 or 2 or 3: node.Work(now, isKilled: Chance(8), isRefused: isHostile && Chance(40)); break;
            case 4 or 5 or 6: node.Dispatch(isRepeated: Chance(8)); break;
            case 7 or 8 or 9: Deliver(node); break;
            case 10: node.Observe(); break;
            case 11 or 12: Tell(node, isRepeated: Chance(8)); break;
            case 13 or 14: ActAsUser(node); break;
            default: Disturb(node); break;
        }
    }

    private void Deliver(ModelNode sender)
    {
        var receiver = sender == maker ? taker : maker;
        var waiting = sender.Sent.Where(packet => Chance(10) || (!packet.IsAcknowledged && packet.RepeatUntil > now)).ToList();
        if (waiting.Count == 0 || !receiver.IsUp)
        {
            return;
        }

        var packet = waiting[Chance(3) ? Next(waiting.Count) : 0];
        if (!Chance(5))
        {
            receiver.Deliver(packet.Message, now);
            packet.IsAcknowledged |= !Chance(4);
        }
    }

    private void Tell(ModelNode node, bool isRepeated)
    {
        if (node.Trade is not null && node.Events.TryPeek(out var signal))
        {
            node.Apply(signal, now);
            if (!isRepeated)
            {
                node.Events.Dequeue();
            }
        }
    }

    private void ActAsUser(ModelNode node)
    {
        if (node.Trade is not { } trade)
        {
            return;
        }

        if (TradeView.NeedOf(trade) is { } need)
        {
            node.Apply(need == TradeNeed.Signature ? ModelServices.Sign(trade) : Chance(10) ? new TradeSignal.Decline("no") : new TradeSignal.Accept(), now);
        }
        else if (trade.Side == TradeSide.Taker && Chance(4))
        {
            node.Apply(new TradeSignal.BumpFee(trade.FeeRate + 500 + Next(5000)), now);
        }
        else if (isHostile && Chance(12))
        {
            node.Apply(new TradeSignal.Cancel("changed my mind"), now);
        }
        else if (trade.Stage == TradeState.Encumbered && Chance(4))
        {
            node.Apply(ModelServices.Reclaim(world, trade), now);
        }
    }

    private void Disturb(ModelNode node)
    {
        switch (Next(isHostile ? 8 : 3))
        {
            case 0: node.IsUp = false; break;
            case 1: chain.Mine(); break;
            case 2: now += TimeSpan.FromSeconds(Next(10)); break;
            case 3: chain.Reorganise(Chance(3)); break;
            case 4: chain.ForgetMempool(); break;
            case 5: now += TimeSpan.FromSeconds(Next(800)); break;
            case 6 when Chance(4): SpendElsewhere(node.Side); break;
            default: break;
        }
    }

    private void SpendElsewhere(TradeSide owner)
    {
        var transaction = ModelTransactions.Spend([world.Coin(owner)], 1_000_000 + Next(1000));
        chain.Submit(new ModelTransaction(ModelTransactions.IdOf(transaction), [world.Coin(owner)], 3000 + Next(10_000)));
    }

    /// <summary>Everybody is up again, nothing is disturbed, blocks come, and whoever is encumbered reclaims.</summary>
    private void Settle()
    {
        maker.IsUp = taker.IsUp = true;
        for (var round = 0; round < 400 && !IsOver(); round++)
        {
            now += TimeSpan.FromSeconds(20);
            foreach (var node in nodes)
            {
                SettleNode(node);
            }

            if (round % 10 == 9)
            {
                chain.Mine();
            }
        }
    }

    private void SettleNode(ModelNode node)
    {
        for (var step = 0; step < 20 && (node.Work(now) | node.Dispatch()); step++)
        {
        }

        foreach (var packet in node.Sent.Where(packet => !packet.IsAcknowledged && packet.RepeatUntil > now))
        {
            (node == maker ? taker : maker).Deliver(packet.Message, now);
            packet.IsAcknowledged = true;
        }

        node.Observe();
        while (node.Trade is not null && node.Events.Count > 0)
        {
            Tell(node, isRepeated: false);
        }

        if (node.Trade is { Stage: TradeState.Encumbered, Reclaim: null, IsClosed: false } encumbered && TradeView.StateOf(encumbered) == TradeState.Encumbered)
        {
            node.Apply(ModelServices.Reclaim(world, encumbered), now);
        }
    }

    private bool IsOver() => nodes.All(node => node is { Trade: null or { IsClosed: true, Notice: null }, Outbox.Count: 0, Events.Count: 0 });

    private void CheckEnd()
    {
        foreach (var node in nodes)
        {
            if (node.Trade is not { } trade)
            {
                continue;
            }

            trade.IsClosed.ShouldBeTrue($"{node.Side} is {TradeView.StateOf(trade)} ({trade.Stage}, {trade.Activity}) and goes on");
            node.Lock.IsLocked.ShouldBeFalse("no coin stays locked after the end");
            TradeView.WakeAtOf(trade, new TradeTimes()).ShouldBeNull();
            var isConfirmed = trade.Rounds.Any(round => round.Template is { } template && chain.StatusOf(template.TransactionId).Status == TransactionStatus.Confirmed);
            (TradeView.StateOf(trade) == TradeState.Completed).ShouldBe(isConfirmed, "completed means that the chain says so");
        }

        if (maker.Trade is { } made && taker.Trade is { } taken)
        {
            (TradeView.StateOf(made) == TradeState.Completed).ShouldBe(TradeView.StateOf(taken) == TradeState.Completed);
            foreach (var round in made.Rounds.Where(round => round.PeerPsbt is not null))
            {
                taken.Rounds[round.Number].Template!.TransactionId.ShouldBe(round.Template!.TransactionId, "one transaction a round");
            }
        }
    }

    private bool Chance(int outOf) => Next(outOf) == 0;

    private int Next(int bound)
    {
        Span<byte> bytes = stackalloc byte[4];
        random.Fill(bytes);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes) % (uint)bound);
    }
}
