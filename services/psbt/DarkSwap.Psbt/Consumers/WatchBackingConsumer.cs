using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Watching;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Consumers;

public sealed class WatchBackingConsumer(PsbtDbContext context, WatchGate gate, WatchSignal signal, TimeProvider timeProvider) : IConsumer<WatchBacking>
{
    public async Task Consume(ConsumeContext<WatchBacking> delivery)
    {
        var command = delivery.Message;
        await gate.RunAsync(
            () => InboxTransaction.RunAsync(context, command.EventId, nameof(WatchBackingConsumer), timeProvider, token => ApplyAsync(command, token), delivery.CancellationToken),
            delivery.CancellationToken);
        signal.Set();
    }

    private async Task ApplyAsync(WatchBacking command, CancellationToken cancellationToken)
    {
        var wanted = command.OutPoints.ToHashSet();
        var known = await context.Set<WatchedBacking>().Where(backing => backing.OrderId == command.OrderId).ToListAsync(cancellationToken);
        context.RemoveRange(known.Where(backing => !wanted.Contains(backing.OutPoint)));
        foreach (var outPoint in wanted.Except(known.Select(backing => backing.OutPoint)))
        {
            context.Add(new WatchedBacking { OrderId = command.OrderId, OutPoint = outPoint, NeedsLookBack = true });
        }
    }
}
