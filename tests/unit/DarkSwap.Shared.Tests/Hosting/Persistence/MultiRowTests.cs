using DarkSwap.Hosting.Persistence;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Shared.Tests.Messaging.Samples;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Shared.Tests.Hosting.Persistence;

/// <summary>Saving on PostgreSQL, where neighbours of one shape are one statement: the same outcome as row by row.</summary>
[Trait("Category", "Server")]
[Collection(PostgreSqlFixture.Collection)]
public sealed class MultiRowTests(PostgreSqlFixture fixture)
{
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly string database = fixture.Server.NewDatabase();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1_003)]
    public async Task Rows_are_added_changed_and_deleted_with_every_value_as_it_was(int count)
    {
        await CreateAsync();
        var rows = Enumerable.Range(0, count).Select(RowOf).ToList();
        await SaveAsync(context => context.Rows.AddRange(rows));
        (await ReadAsync()).ShouldBe(rows.Select(Describe).Order(StringComparer.Ordinal));

        foreach (var row in rows)
        {
            Change(row);
        }

        await SaveAsync(context =>
        {
            foreach (var row in context.Rows.AsTracking().ToList())
            {
                Change(row);
            }
        });
        (await ReadAsync()).ShouldBe(rows.Select(Describe).Order(StringComparer.Ordinal));

        await SaveAsync(context => context.Rows.RemoveRange(context.Rows.AsTracking().Where(row => row.Attempts % 2 == 0)));
        (await ReadAsync()).ShouldBe(rows.Where(row => row.Attempts % 2 != 0).Select(Describe).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Changes_of_every_kind_go_together_in_one_save()
    {
        await CreateAsync();
        var rows = Enumerable.Range(0, 12).Select(RowOf).ToList();
        await SaveAsync(context => context.Rows.AddRange(rows[..8]));

        await SaveAsync(context =>
        {
            var stored = context.Rows.AsTracking().OrderBy(row => row.Id).ToList();
            context.Rows.RemoveRange(stored[..2]);
            stored[2].Note = "only the note";
            stored[3].IsOpen = true;
            stored[4].Note = "a note";
            context.Rows.AddRange(rows[8..]);
            context.Inbox.Add(new InboxEntry { EventId = Guid.CreateVersion7(Time), Consumer = "consumer", ClaimedAt = Time });
        });

        await using var context = Create();
        (await context.Rows.CountAsync(), await context.Inbox.CountAsync(), await context.Rows.CountAsync(row => row.IsOpen || row.Note == "a note" || row.Note == "only the note")).ShouldBe((10, 1, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task A_row_that_somebody_else_has_changed_stops_all_of_them(int count)
    {
        await CreateAsync();
        await SaveAsync(context => context.Rows.AddRange(Enumerable.Range(0, count).Select(RowOf)));
        await using var context = Create();
        var rows = await context.Rows.AsTracking().OrderBy(row => row.Id).ToListAsync();
        await SaveAsync(other => other.Rows.AsTracking().OrderBy(row => row.Id).First().Version = 99);

        rows.ForEach(Change);

        await Should.ThrowAsync<DbUpdateConcurrencyException>(context.SaveChangesAsync());
        await using var after = Create();
        (await after.Rows.CountAsync(row => row.Note == "changed")).ShouldBe(0);
    }

    [Fact]
    public async Task A_row_that_is_there_already_stops_all_of_them()
    {
        await CreateAsync();
        await SaveAsync(context => context.Rows.Add(RowOf(3)));
        await using var context = Create();
        context.Rows.AddRange(Enumerable.Range(0, 5).Select(RowOf));

        (await Should.ThrowAsync<DbUpdateException>(context.SaveChangesAsync())).Entries.Count.ShouldBe(5);

        await using var after = Create();
        (await after.Rows.CountAsync()).ShouldBe(1);
    }

    private static BurstRow RowOf(int number) => new()
    {
        Id = $"{number:d5}",
        Part = new Guid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        Note = number % 3 == 0 ? null : $"it's {{number}} \\ \"{number}\", NULL",
        Envelope = number % 4 == 0 ? null : [0, (byte)number, 255],
        Version64 = number % 5 == 0 ? null : long.MaxValue - number,
        Owner = number % 2 == 0 ? null : new Guid(number, 9, 9, 3, 4, 5, 6, 7, 8, 9, 10),
        Attempts = number,
        IsOpen = false,
        Rate = number / 7.0,
        Amount = UInt128.MaxValue - (UInt128)number,
        ChangedAt = Time.AddMicroseconds(number),
        Day = (DayOfWeek)(number % 7),
    };

    private static void Change(BurstRow row)
    {
        row.Note = "changed";
        row.Envelope = row.Envelope is null ? [1] : null;
        row.Owner = row.Owner is null ? row.Part : null;
        row.Amount -= 1;
        row.Version++;
    }

    private static string Describe(BurstRow row) =>
        FormattableString.Invariant($"{row.Id} {row.Part} {row.Note} {(row.Envelope is null ? "-" : Convert.ToHexString(row.Envelope))} {row.Version64} {row.Owner} {row.Attempts} {row.IsOpen} {row.Rate:r} {row.Amount} {row.ChangedAt:o} {row.Day} {row.Version}");

    private async Task<List<string>> ReadAsync()
    {
        await using var context = Create();
        return [.. (await context.Rows.AsNoTracking().ToListAsync()).Select(Describe).Order(StringComparer.Ordinal)];
    }

    private async Task SaveAsync(Action<BurstDbContext> change)
    {
        await using var context = Create();
        change(context);
        await context.SaveChangesAsync();
    }

    private async Task CreateAsync()
    {
        await using var context = Create();
        await context.Database.EnsureCreatedAsync();
    }

    private BurstDbContext Create()
    {
        var options = new DbContextOptionsBuilder<BurstDbContext>();
        ServiceDatabase.Configure(options, new DatabaseOptions(IsPostgreSql: true, database), "burst");
        return new BurstDbContext(options.Options);
    }
}
