using System.Diagnostics;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Primitives;

namespace DarkSwap.Orderbook.Intake;

/// <summary>Stores a group of submissions in one transaction, in the order in which they came: the book is the same as if each had its own.</summary>
internal sealed class IntakeTransaction(BookParts parts, BookRoom room)
{
    /// <summary>One result for each of the group, in its order.</summary>
    public async Task<IReadOnlyList<Result<SubmissionResult, IntakeRefusal>>> RunAsync(IReadOnlyList<PendingSubmission> group, CancellationToken cancellationToken)
    {
        RoomReservation? used = null;
        var mayBackingBeDue = false;
        var results = await parts.Context.RunInTransactionAsync(
            async token =>
            {
                var fresh = await ClaimAsync(group, token);
                var submissions = fresh.Select(pending => pending.Submission).ToList();
                var rows = await BookRows.ReadAsync(parts.Context, submissions, token);
                used = await room.MeasureAsync(parts.Context, NeedOf(submissions, rows), token);
                var applied = Apply(group, fresh, new BookMerge(parts, rows, used), rows);
                mayBackingBeDue = rows.Orders.Values.Any(order => order.Status is OrderStatus.Pending or OrderStatus.Unbacked);
                return applied;
            },
            cancellationToken);
        room.Commit(used!);
        if (mayBackingBeDue)
        {
            parts.Signals.BackingMayBeDue();
        }

        return results;
    }

    /// <summary>Those of the group that no message has brought before.</summary>
    private async Task<HashSet<PendingSubmission>> ClaimAsync(IReadOnlyList<PendingSubmission> group, CancellationToken cancellationToken)
    {
        var fresh = new HashSet<PendingSubmission>();
        foreach (var pending in group)
        {
            if (pending.Submission.Claim is not { } claim
                || await InboxTransaction.ClaimAsync(parts.Context, claim.EventId, claim.Consumer, parts.TimeProvider, cancellationToken))
            {
                fresh.Add(pending);
            }
        }

        return fresh;
    }

    private static Dictionary<string, RoomNeed> NeedOf(List<OrderSubmission> submissions, BookRows rows)
    {
        var need = new Dictionary<string, RoomNeed>(StringComparer.Ordinal);
        foreach (var orderEvent in submissions.SelectMany(submission => submission.Events).Where(orderEvent => !rows.Orders.ContainsKey(orderEvent.Key.OrderId)))
        {
            var one = orderEvent is OrderEvent.Created ? new RoomNeed(1, 0) : new RoomNeed(0, 1);
            need[orderEvent.Key.Signer] = need.GetValueOrDefault(orderEvent.Key.Signer) + one;
        }

        return need;
    }

    private List<Result<SubmissionResult, IntakeRefusal>> Apply(IReadOnlyList<PendingSubmission> group, HashSet<PendingSubmission> fresh, BookMerge merge, BookRows rows)
    {
        var results = new List<Result<SubmissionResult, IntakeRefusal>>(group.Count);
        var ownNews = new List<SignedOrderEvent>();
        var registrations = new List<ScriptsOfSubject>();
        var operation = Activity.Current;
        foreach (var pending in group)
        {
            Activity.Current = pending.Activity is { IsStopped: false } ? pending.Activity : operation;
            var submission = pending.Submission;
            var result = !fresh.Contains(pending) ? new SubmissionResult { News = [] }
                : submission.Sender is null ? ApplyOwn(submission, merge, rows)
                : new SubmissionResult { News = merge.Merge(submission) };
            results.Add(result);
            if (!result.IsSuccess)
            {
                continue;
            }

            if (submission.Sender is { } sender)
            {
                parts.Writer.Publish(result.Value.News, sender);
            }
            else
            {
                ownNews.AddRange(result.Value.News);
            }

            if (result.Value.IsNewOwnOrder)
            {
                registrations.Add(submission.Details!.ToScripts());
            }
        }

        Activity.Current = operation;
        foreach (var news in ownNews.Chunk(OrderSubmission.MaximumEvents))
        {
            parts.Writer.Publish(news, null);
        }

        parts.Writer.RegisterScripts(registrations);
        return results;
    }

    /// <summary>Through the API. The same own order again changes nothing, whatever its proofs.</summary>
    private Result<SubmissionResult, IntakeRefusal> ApplyOwn(OrderSubmission submission, BookMerge merge, BookRows rows)
    {
        var only = submission.Events[0];
        var orderId = only.Key.OrderId;
        if (submission.Details is not null && rows.OwnOrders.ContainsKey(orderId))
        {
            return new SubmissionResult { News = [], Order = rows.Orders[orderId].ToSnapshot() };
        }

        var news = merge.Merge(submission);
        if (rows.Orders.GetValueOrDefault(orderId) is not { } row)
        {
            return only is OrderEvent.Created ? IntakeRefusal.NoRoom : new SubmissionResult { News = news };
        }

        if (submission.Details is not { } details)
        {
            return new SubmissionResult { News = news, Order = row.ToSnapshot() };
        }

        rows.OwnOrders.Add(orderId, parts.Writer.AddOwn(row, details));

        // Known without private data: a peer has sent back an order that this node had lost, and others may not know it.
        return new SubmissionResult
        {
            News = news.Count > 0 ? news : [new SignedOrderEvent(OrderEventKind.Create, row.CreationEnvelope)],
            IsNewOwnOrder = true,
            Order = row.ToSnapshot(),
        };
    }
}
