using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Options;
using DarkSwap.Trade.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Trade.Endpoints;

/// <summary>Lists of what is stored.</summary>
public sealed class TradeReading(TradeDbContext context, IOptions<TradeOptions> options)
{
    public TradeTimes Times { get; } = options.Value.ToTimes();

    public async Task<TradePage> ListAsync(TradeQuery query, CancellationToken cancellationToken)
    {
        var rows = context.Trades.AsNoTracking();
        if (query.Owner is { } owner)
        {
            rows = rows.Where(row => row.Owner == owner);
        }

        if (query.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        if (query.Need is { } need)
        {
            rows = rows.Where(row => row.Need == need);
        }

        if (query.OrderId is { } orderId)
        {
            rows = rows.Where(row => row.OrderId == orderId);
        }

        if (query.After is { } after)
        {
            rows = rows.Where(row => row.CreatedAt < after.CreatedAt || (row.CreatedAt == after.CreatedAt && row.TradeId.CompareTo(after.TradeId) < 0));
        }

        var documents = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.TradeId).Take(query.Limit + 1)
            .Select(row => row.Document).ToListAsync(cancellationToken);
        var trades = documents.Take(query.Limit).Select(TradeStorage.Read).ToList();
        var cursor = documents.Count > query.Limit ? new TradeCursor(trades[^1].CreatedAt, trades[^1].TradeId).ToString() : null;
        return new TradePage([.. trades.Select(trade => TradeResponse.Of(trade, Times))], cursor);
    }

    /// <summary>Null when there is no such trade.</summary>
    public async Task<TranscriptResponse?> TranscriptOfAsync(Guid tradeId, CancellationToken cancellationToken)
    {
        if (!await context.Trades.AnyAsync(row => row.TradeId == tradeId, cancellationToken))
        {
            return null;
        }

        var rows = await context.Transcript.AsNoTracking().Where(row => row.TradeId == tradeId).OrderBy(row => row.Position).ToListAsync(cancellationToken);
        return new TranscriptResponse(
            [.. rows.Select(row => new TranscriptItem(row.Position, row.Sequence, row.IsOwn, row.Kind, row.Envelope, Convert.ToHexStringLower(row.Hash), row.RecordedAt))]);
    }
}
