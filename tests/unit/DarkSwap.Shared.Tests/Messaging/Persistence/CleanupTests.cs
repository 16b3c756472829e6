using System.Collections.Concurrent;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Messaging.Persistence;
using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Shared.Tests.Messaging.Persistence;

public sealed class CleanupTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task Old_claims_of_the_inbox_are_forgotten_while_a_service_runs_and_younger_ones_kept()
    {
        await using var host = await StartAsync();
        var begin = time.GetUtcNow();
        await ClaimAsync(host, begin, begin + Hour + Hour);

        time.Advance(TimeSpan.FromDays(30) + Hour);

        await Eventually.HoldsAsync(async () => (await ClaimsAsync(host)).Count == 1);
        (await ClaimsAsync(host)).ShouldBe([begin + Hour + Hour]);
    }

    [Fact]
    public async Task What_grew_old_while_a_service_was_off_is_forgotten_when_it_starts()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await StartAsync(folder: folder))
        {
            await ClaimAsync(before, time.GetUtcNow());
        }

        time.Advance(TimeSpan.FromDays(31));
        await using var host = await StartAsync(folder: folder);

        await Eventually.HoldsAsync(async () => (await ClaimsAsync(host)).Count == 0);
    }

    [Fact]
    [Trait("Category", "Server")]
    public async Task PostgreSQL_forgets_too()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        await using var host = await StartAsync(database: server.NewDatabase());
        await ClaimAsync(host, time.GetUtcNow());

        time.Advance(TimeSpan.FromDays(30) + Hour);

        await Eventually.HoldsAsync(async () => (await ClaimsAsync(host)).Count == 0);
    }

    [Fact]
    public async Task A_cleanup_is_told_the_time_before_which_rows_are_too_old_every_hour_also_after_one_that_failed()
    {
        var told = new ConcurrentQueue<DateTimeOffset>();
        await using var host = await StartAsync(builder => builder.Services.AddCleanup<SampleDbContext>("samples", TimeSpan.FromDays(2), (_, oldest, _) =>
        {
            told.Enqueue(oldest);
            return told.Count == 1 ? Task.FromException(new InvalidOperationException("not now")) : Task.CompletedTask;
        }));
        var begin = time.GetUtcNow();

        await Eventually.HoldsAsync(() => told.Count == 1);
        time.Advance(Hour);
        await Eventually.HoldsAsync(() => told.Count == 2);
        time.Advance(Hour);
        await Eventually.HoldsAsync(() => told.Count == 3);

        told.Select(oldest => oldest - begin + TimeSpan.FromDays(2)).ShouldBe([TimeSpan.Zero, Hour, Hour + Hour]);
    }

    private static async Task ClaimAsync(ModuleTestHost host, params DateTimeOffset[] times) => await host.UseAsync<SampleDbContext, int>(context =>
    {
        context.Inbox.AddRange(times.Select(claimedAt => new InboxEntry { EventId = Guid.CreateVersion7(claimedAt), Consumer = "consumer", ClaimedAt = claimedAt }));
        return context.SaveChangesAsync();
    });

    private static Task<List<DateTimeOffset>> ClaimsAsync(ModuleTestHost host) =>
        host.UseAsync<SampleDbContext, List<DateTimeOffset>>(context => context.Inbox.Select(entry => entry.ClaimedAt).ToListAsync());

    private Task<ModuleTestHost> StartAsync(Action<WebApplicationBuilder>? configure = null, TemporaryFolder? folder = null, string? database = null) => ModuleTestHost.StartAsync<SampleModule>(
        new ModuleTestHostOptions { TimeProvider = time, Configure = configure, DataFolder = folder?.Path, PostgreSqlDatabase = database }, CancellationToken.None);
}
