using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Watching;

/// <summary>Applies blocks and mempools to what is watched, within a transaction that the caller holds; every change goes to the outbox with it.</summary>
public sealed class TransactionWatcher(TimeProvider timeProvider, PsbtMetrics metrics)
{
    /// <summary>Confirmations up to which each further one is told.</summary>
    public const int MostConfirmationsTold = 12;

    /// <summary>Takes in a block that is the new tip at <paramref name="height"/>.</summary>
    public async Task ConnectAsync(PsbtDbContext context, int height, IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        var watches = await WatchSet.LoadAsync(context, transactions, cancellationToken);
        if (watches.IsEmpty)
        {
            return;
        }

        foreach (var transaction in transactions)
        {
            ApplyConfirmed(context, watches, transaction, height);
        }

        TellConfirmations(context, watches, height);
    }

    /// <summary>Takes back the block at <paramref name="height"/>: what it confirmed is unseen until the mempool or another block has it.</summary>
    public async Task DisconnectAsync(PsbtDbContext context, int height, CancellationToken cancellationToken)
    {
        var watches = await WatchSet.LoadAsync(context, [], cancellationToken);
        foreach (var watched in watches.Transactions.Where(watched => watched.Height >= height))
        {
            watched.Height = null;
            Tell(context, watches, watched, TransactionStatus.Unseen, 0);
        }

        foreach (var input in watches.Inputs.Where(input => input.Height >= height))
        {
            input.Height = null;
            Tell(context, watches, input, TransactionStatus.Unseen, 0);
        }

        // Whether their spenders are still in a block is asked again; being told twice does no harm.
        await context.Set<WatchedBacking>().Where(backing => backing.IsConfirmed).ExecuteUpdateAsync(
            setters => setters.SetProperty(backing => backing.IsConfirmed, false).SetProperty(backing => backing.NeedsLookBack, true), cancellationToken);
        TellConfirmations(context, watches, height - 1);
    }

    /// <summary>Takes in the mempool as it is now.</summary>
    public async Task UpdateMempoolAsync(PsbtDbContext context, IReadOnlyList<Transaction> added, IReadOnlySet<TransactionId> present, CancellationToken cancellationToken)
    {
        var watches = await WatchSet.LoadAsync(context, added, cancellationToken);
        if (watches.IsEmpty)
        {
            return;
        }

        foreach (var transaction in added)
        {
            ApplyUnconfirmed(context, watches, transaction);
        }

        foreach (var watched in watches.Transactions.Where(watched => watched.Height is null))
        {
            var isPresent = present.Contains(TransactionId.Parse(watched.TransactionId));
            Tell(context, watches, watched, isPresent ? TransactionStatus.InMempool : TransactionStatus.Unseen, 0);
        }

        foreach (var input in watches.Inputs.Where(input => input is { Height: null, Status: TransactionStatus.InMempool, SpendingTransactionId: not null }))
        {
            if (!present.Contains(TransactionId.Parse(input.SpendingTransactionId!)))
            {
                Tell(context, watches, input, TransactionStatus.Unseen, 0);
            }
        }
    }

    /// <summary>A transaction that was found in a block by looking back, with the tip at <paramref name="tipHeight"/>.</summary>
    public void ApplyConfirmed(PsbtDbContext context, WatchSet watches, Transaction transaction, int height, int tipHeight)
    {
        ApplyConfirmed(context, watches, transaction, height);
        TellConfirmations(context, watches, tipHeight);
    }

    /// <summary>What looked like a foreign spend is the trade's own: another round of it that the other side sent first.</summary>
    public void TakeBack(PsbtDbContext context, WatchedTrade trade, WatchedInput input)
    {
        input.Height = null;
        Tell(context, ++trade.Version, input, TransactionStatus.Unseen, 0);
        input.SpendingTransactionId = null;
    }

    public void ApplyUnconfirmed(PsbtDbContext context, WatchSet watches, Transaction transaction)
    {
        foreach (var watched in watches.TransactionsBy(transaction.Id).Where(watched => watched.Height is null))
        {
            Tell(context, watches, watched, TransactionStatus.InMempool, 0);
        }

        foreach (var spent in transaction.Inputs)
        {
            foreach (var input in watches.ForeignSpends(spent.PreviousOutput, transaction.Id).Where(input => input.Height is null))
            {
                var isOther = input.SpendingTransactionId != transaction.Id.ToString();
                input.SpendingTransactionId = transaction.Id.ToString();
                Tell(context, watches, input, TransactionStatus.InMempool, 0, isOther);
            }

            foreach (var backing in watches.BackingsBy(spent.PreviousOutput))
            {
                Tell(context, backing, transaction.Id, isConfirmed: false);
            }
        }
    }

    private void ApplyConfirmed(PsbtDbContext context, WatchSet watches, Transaction transaction, int height)
    {
        foreach (var watched in watches.TransactionsBy(transaction.Id))
        {
            watched.Height = height;
        }

        foreach (var spent in transaction.Inputs)
        {
            foreach (var input in watches.ForeignSpends(spent.PreviousOutput, transaction.Id))
            {
                input.SpendingTransactionId = transaction.Id.ToString();
                input.Height = height;
            }

            foreach (var backing in watches.BackingsBy(spent.PreviousOutput))
            {
                Tell(context, backing, transaction.Id, isConfirmed: true);
            }
        }
    }

    private void TellConfirmations(PsbtDbContext context, WatchSet watches, int tipHeight)
    {
        foreach (var watched in watches.Transactions)
        {
            if (watched.Height is { } height)
            {
                Tell(context, watches, watched, TransactionStatus.Confirmed, Math.Clamp(tipHeight - height + 1, 1, MostConfirmationsTold));
            }
        }

        foreach (var input in watches.Inputs)
        {
            if (input.Height is { } height)
            {
                Tell(context, watches, input, TransactionStatus.Confirmed, Math.Clamp(tipHeight - height + 1, 1, MostConfirmationsTold));
            }
        }
    }

    private void Tell(PsbtDbContext context, WatchSet watches, WatchedTransaction watched, TransactionStatus status, int confirmations)
    {
        if (watched.Status == status && watched.Confirmations == confirmations)
        {
            return;
        }

        watched.Status = status;
        watched.Confirmations = confirmations;
        var now = timeProvider.GetUtcNow();
        var version = watches.NextVersionOf(watched.TradeId);
        metrics.Observations.Add(1, new KeyValuePair<string, object?>("kind", "transaction"));
        context.AddToOutbox(
            new TradeTransactionObserved
            {
                EventId = Guid.CreateVersion7(now),
                OccurredAt = now,
                TradeId = watched.TradeId,
                TransactionId = watched.TransactionId,
                Status = status,
                Confirmations = confirmations,
                Version = version,
            },
            watched.TradeId,
            version);
    }

    private void Tell(PsbtDbContext context, WatchSet watches, WatchedInput input, TransactionStatus status, int confirmations, bool isOtherSpender = false)
    {
        if (input.Status != status || input.Confirmations != confirmations || isOtherSpender)
        {
            Tell(context, watches.NextVersionOf(input.TradeId), input, status, confirmations);
        }
    }

    private void Tell(PsbtDbContext context, long version, WatchedInput input, TransactionStatus status, int confirmations)
    {
        input.Status = status;
        input.Confirmations = confirmations;
        var now = timeProvider.GetUtcNow();
        metrics.Observations.Add(1, new KeyValuePair<string, object?>("kind", "input"));
        context.AddToOutbox(
            new TradeInputSpent
            {
                EventId = Guid.CreateVersion7(now),
                OccurredAt = now,
                TradeId = input.TradeId,
                OutPoint = input.OutPoint,
                SpendingTransactionId = input.SpendingTransactionId!,
                Status = status,
                Confirmations = confirmations,
                Version = version,
            },
            input.TradeId,
            version);
    }

    private void Tell(PsbtDbContext context, WatchedBacking backing, TransactionId spender, bool isConfirmed)
    {
        if (backing.SpendingTransactionId == spender.ToString() && (backing.IsConfirmed || !isConfirmed))
        {
            return;
        }

        backing.SpendingTransactionId = spender.ToString();
        backing.IsConfirmed = isConfirmed;
        var now = timeProvider.GetUtcNow();
        metrics.Observations.Add(1, new KeyValuePair<string, object?>("kind", "backing"));
        context.AddToOutbox(
            new BackingSpent
            {
                EventId = Guid.CreateVersion7(now),
                OccurredAt = now,
                OrderId = backing.OrderId,
                OutPoint = backing.OutPoint,
                SpendingTransactionId = backing.SpendingTransactionId,
                IsConfirmed = isConfirmed,
            },
            "backing-" + backing.OrderId);
    }
}
