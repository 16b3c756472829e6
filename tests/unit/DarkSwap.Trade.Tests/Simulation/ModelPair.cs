using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Tests.Simulation;

/// <summary>Two sides over a link that loses nothing: for telling a story step by step.</summary>
internal sealed class ModelPair
{
    public ModelPair(OrderSide makerSide = OrderSide.Sell, SettlementAcceptance acceptance = SettlementAcceptance.Automatic, int confirmations = 1, ulong seed = 1)
    {
        World = new ModelWorld(makerSide, acceptance, seed) { Confirmations = confirmations };
        Maker = new ModelNode(World, TradeSide.Maker, Chain, Times);
        Taker = new ModelNode(World, TradeSide.Taker, Chain, Times);
        Taker.Start(Now);
    }

    public TradeTimes Times { get; } = new();

    public ModelWorld World { get; }

    public ModelChain Chain { get; } = new();

    public ModelNode Maker { get; }

    public ModelNode Taker { get; }

    public DateTimeOffset Now { get; set; } = ModelWorld.Start;

    /// <summary>Called after each step, for whoever collects what the trade goes through.</summary>
    public Action OnStep { get; init; } = () => { };

    public TradeState MakerState => TradeView.StateOf(Maker.Trade!);

    public TradeState TakerState => TradeView.StateOf(Taker.Trade!);

    /// <summary>Lets everything happen that happens by itself.</summary>
    public void Pump()
    {
        while (Step(Taker, Maker) | Step(Maker, Taker))
        {
        }
    }

    public void Sign(ModelNode node)
    {
        node.Apply(ModelServices.Sign(node.Trade!), Now).Outcome.ShouldBe(TradeOutcome.Applied);
        OnStep();
        Pump();
    }

    public void Mine(int blocks = 1)
    {
        for (var block = 0; block < blocks; block++)
        {
            Chain.Mine();
            Pump();
        }
    }

    public void Wait(TimeSpan duration)
    {
        Now += duration;
        Pump();
    }

    /// <summary>Both have signed, and the transaction is in the mempool.</summary>
    public ModelPair Broadcast()
    {
        Pump();
        Sign(Taker);
        Sign(Maker);
        return this;
    }

    public void Drop(ModelNode sender) => sender.Sent.ForEach(packet => packet.IsAcknowledged = true);

    private bool Step(ModelNode node, ModelNode other)
    {
        if (!node.IsUp)
        {
            return false;
        }

        var hasMoved = node.Work(Now);
        OnStep();
        while (node.Dispatch())
        {
            hasMoved = true;
        }

        foreach (var packet in node.Sent.Where(packet => !packet.IsAcknowledged && other.IsUp).ToList())
        {
            other.Deliver(packet.Message, Now);
            packet.IsAcknowledged = hasMoved = true;
            OnStep();
        }

        node.Observe();
        while (node.Trade is not null && node.Events.TryDequeue(out var signal))
        {
            node.Apply(signal, Now);
            hasMoved = true;
            OnStep();
        }

        return hasMoved;
    }
}
