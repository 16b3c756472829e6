using DarkSwap.Contracts;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Ordering;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Watching;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Tests.Coins;

/// <summary>Commands that were dead letters and are replayed when their time has long passed.</summary>
public sealed class LateCommandTests : IAsyncLifetime
{
    private static readonly Guid Trade = Guid.Parse("01900000-0000-7000-8000-000000000001");
    private static readonly string OrderId = new('a', 64);
    private readonly ManualTimeProvider clock = new();
    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<PsbtModule>(
        new ModuleTestHostOptions
        {
            TimeProvider = clock,
            Settings = new Dictionary<string, string?> { ["network"] = "regtest", ["bitcoinRpc"] = "http://user:password@127.0.0.1:1", ["psbt:chain:maximumAttempts"] = "1" },
        },
        CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task An_older_set_of_backing_coins_does_not_replace_a_newer_one()
    {
        await WatchAsync(version: 7, Coin(2));

        await WatchAsync(version: 5, Coin(1));

        (await ReadBackingAsync()).ShouldBe([Coin(2)]);
        await WatchAsync(version: 8, Coin(3));
        (await ReadBackingAsync()).ShouldBe([Coin(3)]);
    }

    [Fact]
    public async Task An_order_that_has_left_the_book_is_not_watched_again()
    {
        await WatchAsync(version: 7);

        await WatchAsync(version: 5, Coin(1));

        (await ReadBackingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lock_after_its_release_locks_nothing()
    {
        await host.DeliverAsync(new ReleaseCoins { EventId = NewId(), OccurredAt = clock.GetUtcNow(), TradeId = Trade }, CancellationToken.None, 9);

        await LockAsync(version: 3, clock.GetUtcNow().AddHours(1));

        (await ReadLocksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lock_with_an_end_does_not_replace_one_that_the_chain_ends()
    {
        await LockAsync(version: 6, expiresAt: null);

        await LockAsync(version: 3, clock.GetUtcNow().AddHours(1));

        (await ReadLocksAsync()).Single().ExpiresAt.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_to_be_watched_of_a_trade_that_is_over_is_not()
    {
        await host.DeliverAsync(new StopWatchingTrade { EventId = NewId(), OccurredAt = clock.GetUtcNow(), TradeId = Trade }, CancellationToken.None, 9);

        await host.DeliverAsync(
            new WatchTrade { EventId = NewId(), OccurredAt = clock.GetUtcNow(), TradeId = Trade, Round = 0, TransactionId = new string('b', 64), Inputs = [Coin(1)] },
            CancellationToken.None,
            4);

        (await host.UseAsync<PsbtDbContext, int>(context => context.Set<WatchedTrade>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Versions_are_forgotten_in_the_end()
    {
        await WatchAsync(version: 7, Coin(2));

        clock.Advance(TimeSpan.FromDays(91));
        await Eventually.HoldsAsync(() => host.UseAsync<PsbtDbContext, bool>(async context => !await context.Set<CommandVersion>().AnyAsync()));

        await WatchAsync(version: 5, Coin(1));
        (await ReadBackingAsync()).ShouldBe([Coin(1)]);
    }

    private static string Coin(int number) => $"{new string((char)('0' + number), 64)}:0";

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    private Task WatchAsync(long version, params string[] coins) => DeliverAsync(
        new WatchBacking { EventId = NewId(), OccurredAt = clock.GetUtcNow(), OrderId = OrderId, OutPoints = coins }, version);

    private Task LockAsync(long version, DateTimeOffset? expiresAt) => DeliverAsync(
        new LockCoins { EventId = NewId(), OccurredAt = clock.GetUtcNow(), TradeId = Trade, OutPoints = [Coin(1)], ExpiresAt = expiresAt }, version);

    private Task DeliverAsync(IMessage message, long version) => host.DeliverAsync(message, CancellationToken.None, version);

    private Task<List<string>> ReadBackingAsync() =>
        host.UseAsync<PsbtDbContext, List<string>>(context => context.Set<WatchedBacking>().Select(backing => backing.OutPoint).ToListAsync());

    private Task<List<CoinLock>> ReadLocksAsync() => host.UseAsync<PsbtDbContext, List<CoinLock>>(context => context.Set<CoinLock>().AsNoTracking().ToListAsync());
}
