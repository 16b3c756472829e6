using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Options;
using DarkSwap.Trade.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Trade.Persistence;

/// <summary>Reads trades, and puts decisions beside each other into one transaction: the trade, its transcript, its claims and its messages, or nothing.</summary>
public sealed class TradeStore(TradeDbContext context, IOptions<TradeOptions> options, TimeProvider timeProvider, TradeMetrics metrics)
{
    private readonly TradeTimes times = options.Value.ToTimes();

    public TradeDbContext Context => context;

    public TradeTimes Times => times;

    public DateTimeOffset Now => timeProvider.GetUtcNow();

    public Task<TradeRow?> FindRowAsync(Guid tradeId, CancellationToken cancellationToken) =>
        context.Trades.SingleOrDefaultAsync(row => row.TradeId == tradeId, cancellationToken);

    public async Task<TradeAggregate?> FindAsync(Guid tradeId, CancellationToken cancellationToken) =>
        await context.Trades.AsNoTracking().Where(row => row.TradeId == tradeId).Select(row => row.Document).SingleOrDefaultAsync(cancellationToken) is { } document
            ? TradeStorage.Read(document)
            : null;

    /// <summary>Applies a signal in a transaction of its own; repeated when another change of the trade came between.</summary>
    /// <param name="expectedVersion">What the signal is the answer to; null for signals that hold whatever happened meanwhile.</param>
    /// <returns>Null when there is no such trade, or it is not at the expected version any more.</returns>
    public Task<TradeDecision?> ApplyAsync(Guid tradeId, TradeSignal signal, long? expectedVersion, CancellationToken cancellationToken) =>
        RetryAsync(
            async token =>
            {
                var row = await FindRowAsync(tradeId, token);
                return row is null || (expectedVersion is { } version && row.Version != version) ? null : await ApplyAsync(row, signal, token);
            },
            cancellationToken);

    /// <summary>Applies a signal within a transaction that the caller holds.</summary>
    public async Task<TradeDecision> ApplyAsync(TradeRow row, TradeSignal signal, CancellationToken cancellationToken)
    {
        var decision = TradeMachine.Apply(TradeStorage.Read(row.Document), signal, times, Now);
        if (decision.Trade.Version != row.Version)
        {
            Write(row, decision);
            await DropClaimsAsync(decision.Trade, cancellationToken);
        }

        metrics.SignalApplied(signal, decision);
        return decision;
    }

    /// <summary>Puts a new trade into a transaction that the caller holds.</summary>
    public TradeRow Add(TradeDecision decision, string? requestHash)
    {
        var trade = decision.Trade;
        var row = new TradeRow
        {
            TradeId = trade.TradeId,
            Side = trade.Side,
            OrderId = trade.OrderId,
            Counterparty = trade.Counterparty,
            Network = trade.Network,
            CreatedAt = trade.CreatedAt,
            RequestHash = requestHash,
            State = trade.Stage,
            UpdatedAt = trade.UpdatedAt,
            Document = string.Empty,
            Version = 0,
        };
        Write(row, decision);
        context.Trades.Add(row);
        context.Claims.AddRange(TradeClaims.Of(trade).Select(claim => new ClaimRow { Claim = claim, TradeId = trade.TradeId }));
        return row;
    }

    /// <summary>Whether a live trade has one of these for itself.</summary>
    public Task<bool> IsClaimedAsync(IReadOnlyList<string> claims, CancellationToken cancellationToken) =>
        context.Claims.AnyAsync(row => claims.Contains(row.Claim), cancellationToken);

    public async Task<TResult> RetryAsync<TResult>(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        const int Attempts = 8;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await context.RunInTransactionAsync(work, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another change was first: look at what it left.
                context.ChangeTracker.Clear();
            }
        }
    }

    private void Write(TradeRow row, TradeDecision decision)
    {
        var trade = decision.Trade;
        row.State = TradeView.StateOf(trade);
        row.Need = TradeView.NeedOf(trade);
        row.Owner = TradeView.OwnerOf(trade);
        row.UpdatedAt = trade.UpdatedAt;
        row.WakeAt = TradeView.WakeAtOf(trade, times);
        row.Document = TradeStorage.Write(trade);
        row.Version = trade.Version;
        context.Transcript.AddRange(decision.Transcript.Select(entry => new TranscriptRow
        {
            TradeId = entry.TradeId,
            Position = entry.Position,
            Sequence = entry.Sequence,
            IsOwn = entry.IsOwn,
            Kind = entry.Kind,
            Envelope = entry.Envelope,
            Hash = entry.Hash,
            RecordedAt = entry.RecordedAt,
        }));
        foreach (var message in decision.Messages)
        {
            context.AddToOutbox(message, trade.TradeId, trade.Version);
        }
    }

    private async Task DropClaimsAsync(TradeAggregate trade, CancellationToken cancellationToken)
    {
        var kept = TradeClaims.Of(trade);
        var rows = await context.Claims.Where(row => row.TradeId == trade.TradeId).ToListAsync(cancellationToken);

        // Rows that this transaction has added are not in the table yet.
        var added = context.Claims.Local.Where(row => row.TradeId == trade.TradeId);
        context.Claims.RemoveRange(rows.Union(added).Where(row => !kept.Contains(row.Claim)).ToList());
    }
}
