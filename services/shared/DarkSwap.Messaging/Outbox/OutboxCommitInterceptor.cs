using System.Data.Common;
using DarkSwap.Messaging.CrashPoints;
using DarkSwap.Messaging.Persistence;
using DarkSwap.Messaging.Unsafe;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Wakes the dispatcher after each commit of its service, and marks the crash points around commits.</summary>
public sealed class OutboxCommitInterceptor<TContext>(OutboxSignal<TContext> signal, ICrashPoints crashPoints, IServiceProvider services) : DbTransactionInterceptor
    where TContext : ServiceDbContext
{
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Reach(eventData.Context, "before-commit");
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is TContext context)
        {
            Reach(context, "after-commit");
            if (context.OutboxMessages.Local.Count > 0)
            {
                signal.Set();
            }

            if (context.TakeUnstored() is { Count: > 0 } unstored)
            {
                services.GetRequiredService<DirectSender>().Send(unstored);
            }
        }

        return Task.CompletedTask;
    }

    private void Reach(DbContext? context, string place)
    {
        if (context is TContext { Schema: var schema, IsHousekeeping: false })
        {
            crashPoints.Reached($"{schema}.{place}");
        }
    }
}
