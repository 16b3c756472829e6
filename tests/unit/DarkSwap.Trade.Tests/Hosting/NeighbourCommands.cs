using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Trade.Tests.Simulation;
using MassTransit;

namespace DarkSwap.Trade.Tests.Hosting;

/// <summary>Carries out the trade service's commands.</summary>
internal sealed class NeighbourCommands(Neighbourhood neighbourhood) :
    IConsumer<LockCoins>, IConsumer<ReleaseCoins>, IConsumer<WatchTrade>, IConsumer<StopWatchingTrade>, IConsumer<BroadcastTransaction>,
    IConsumer<SendPeerMessages>, IConsumer<TradeStateChanged>
{
    public Task Consume(ConsumeContext<LockCoins> context)
    {
        lock (neighbourhood.Gate)
        {
            neighbourhood.Locked.UnionWith(context.Message.OutPoints);
            neighbourhood.IsLockedForGood = context.Message.ExpiresAt is null;
        }

        return neighbourhood.OnlyNotes ? Task.CompletedTask : neighbourhood.DeliverAsync(new CoinsLocked { EventId = neighbourhood.NewId(), OccurredAt = neighbourhood.TimeProvider.GetUtcNow(), TradeId = context.Message.TradeId });
    }

    public Task Consume(ConsumeContext<ReleaseCoins> context)
    {
        lock (neighbourhood.Gate)
        {
            neighbourhood.Locked.Clear();
        }

        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<WatchTrade> context)
    {
        lock (neighbourhood.Gate)
        {
            neighbourhood.Watched.Add(context.Message.TransactionId);
        }

        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<StopWatchingTrade> context)
    {
        lock (neighbourhood.Gate)
        {
            neighbourhood.Watched.Clear();
        }

        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<BroadcastTransaction> context)
    {
        if (neighbourhood.OnlyNotes)
        {
            return Task.CompletedTask;
        }

        lock (neighbourhood.Gate)
        {
            var inputs = new[] { neighbourhood.World.Coin(TradeSide.Maker), neighbourhood.World.Coin(TradeSide.Taker) };
            neighbourhood.Chain.Submit(new ModelTransaction(context.Message.TransactionId, inputs, 1000)).ShouldBeTrue();
        }

        neighbourhood.Broadcasts.Writer.TryWrite(context.Message.TransactionId);
        return neighbourhood.ObserveAsync(context.Message.TradeId);
    }

    public Task Consume(ConsumeContext<SendPeerMessages> context)
    {
        if (neighbourhood.OnlyNotes)
        {
            return Task.CompletedTask;
        }

        var other = neighbourhood.Other ?? throw new InvalidOperationException("The other node cannot be reached.");
        context.Message.Recipient.ShouldBe(other.World.PeerIdOf(other.Side));
        return other.DeliverAsync(new PeerMessagesReceived
        {
            EventId = neighbourhood.NewId(),
            OccurredAt = neighbourhood.TimeProvider.GetUtcNow(),
            Sender = neighbourhood.World.PeerIdOf(neighbourhood.Side),
            Messages = context.Message.Messages,
        });
    }

    public Task Consume(ConsumeContext<TradeStateChanged> context)
    {
        neighbourhood.Tell(context.Message);
        return Task.CompletedTask;
    }
}
