using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Ordering;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Watching;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Consumers;

/// <summary>Watches what the newest version of an order is backed by; older ones that come late change nothing.</summary>
public sealed class WatchBackingConsumer(PsbtDbContext context, CommandVersions versions, WatchGate gate, WatchSignal signal, TimeProvider timeProvider) : IConsumer<WatchBacking>
{
    public async Task Consume(ConsumeContext<WatchBacking> delivery)
    {
        var command = delivery.Message;
        await gate.RunAsync(
            () => InboxTransaction.RunAsync(context, command.EventId, nameof(WatchBackingConsumer), timeProvider, token => ApplyAsync(delivery, token), delivery.CancellationToken),
            delivery.CancellationToken);
        signal.Set();
    }

    private async Task ApplyAsync(ConsumeContext<WatchBacking> delivery, CancellationToken cancellationToken)
    {
        var command = delivery.Message;
        if (!await versions.AdvanceAsync(CommandSubjects.BackingOf(command.OrderId), delivery, cancellationToken))
        {
            return;
        }

        var wanted = command.OutPoints.ToHashSet();
        var known = await context.Set<WatchedBacking>().Where(backing => backing.OrderId == command.OrderId).ToListAsync(cancellationToken);
        context.RemoveRange(known.Where(backing => !wanted.Contains(backing.OutPoint)));
        foreach (var outPoint in wanted.Except(known.Select(backing => backing.OutPoint)))
        {
            context.Add(new WatchedBacking { OrderId = command.OrderId, OutPoint = outPoint, NeedsLookBack = true });
        }
    }
}
