using DarkSwap.Orderbook.Options;
using DarkSwap.Orderbook.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Intake;

/// <summary>
/// How much of its bounds the book has used: counted now and then, kept up to date in between by the one writer, because counting costs more than storing.
/// Before anything is dropped it is counted again. Another process on the same database is seen with the next count.
/// </summary>
internal sealed class BookRoom(TimeProvider timeProvider, IOptions<OrderbookOptions> options)
{
    /// <summary>Above it all are forgotten and counted when they are met again.</summary>
    private const int MaximumKnownSigners = 10_000;

    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CountIntervalWhenFull = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, RoomCount> bySigner = new(StringComparer.Ordinal);
    private RoomCount total = RoomCount.Unknown;

    /// <summary>Room for these signers, to be used up by one transaction.</summary>
    /// <param name="wanted">New orders and orphans that each signer may need room for.</param>
    public async Task<RoomReservation> MeasureAsync(OrderbookDbContext context, IReadOnlyDictionary<string, RoomNeed> wanted, CancellationToken cancellationToken)
    {
        if (bySigner.Count > MaximumKnownSigners)
        {
            bySigner.Clear();
        }

        var need = wanted.Values.Aggregate(default(RoomNeed), (sum, one) => sum + one);
        if (IsStale(total, need, options.Value.MaximumOrders, options.Value.MaximumOrphans))
        {
            total = new RoomCount(await context.Orders.CountAsync(cancellationToken), await context.Orphans.CountAsync(cancellationToken), timeProvider.GetUtcNow());
        }

        var stale = wanted
            .Where(entry => IsStale(bySigner.GetValueOrDefault(entry.Key, RoomCount.Unknown), entry.Value, options.Value.MaximumOrdersPerMaker, options.Value.MaximumOrphansPerSigner))
            .Select(entry => entry.Key).ToList();
        if (stale.Count > 0)
        {
            await CountSignersAsync(context, stale, cancellationToken);
        }

        return new RoomReservation(total, wanted.Keys.ToDictionary(signer => signer, signer => bySigner[signer], StringComparer.Ordinal), options.Value);
    }

    /// <summary>The transaction of the reservation has committed.</summary>
    public void Commit(RoomReservation used)
    {
        total = used.Total;
        foreach (var (signer, count) in used.BySigner)
        {
            bySigner[signer] = count;
        }
    }

    private async Task CountSignersAsync(OrderbookDbContext context, List<string> signers, CancellationToken cancellationToken)
    {
        var orders = await context.Orders.Where(order => signers.Contains(order.Maker)).GroupBy(order => order.Maker)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var orphans = await context.Orphans.Where(orphan => signers.Contains(orphan.Signer)).GroupBy(orphan => orphan.Signer)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var now = timeProvider.GetUtcNow();
        foreach (var signer in signers)
        {
            bySigner[signer] = new RoomCount(orders.GetValueOrDefault(signer), orphans.GetValueOrDefault(signer), now);
        }
    }

    private bool IsStale(RoomCount count, RoomNeed need, int maximumOrders, int maximumOrphans)
    {
        var isFull = count.Orders + need.Orders > maximumOrders || count.Orphans + need.Orphans > maximumOrphans;
        var age = timeProvider.GetUtcNow() - count.CountedAt;
        return age < TimeSpan.Zero || age >= (isFull ? CountIntervalWhenFull : CountInterval);
    }
}
