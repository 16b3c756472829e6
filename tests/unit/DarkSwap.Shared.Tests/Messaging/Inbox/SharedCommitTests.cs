using System.Collections.Concurrent;
using System.Data.Common;
using DarkSwap.Messaging.Inbox;

namespace DarkSwap.Shared.Tests.Messaging.Inbox;

public sealed class SharedCommitTests : IDisposable
{
    private readonly ConcurrentQueue<string> groups = new();
    private readonly TaskCompletionSource firstBegan = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource firstMayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SharedCommit<string> commits;

    public SharedCommitTests() => commits = new SharedCommit<string>(maximumSize: 6, item => item.Length, StoreAsync);

    public void Dispose() => commits.Dispose();

    [Fact]
    public async Task What_comes_while_a_group_commits_is_the_next_group_in_order()
    {
        var first = commits.AddAsync("1", CancellationToken.None);
        await firstBegan.Task;
        Task[] others = [.. new[] { "2", "3", "4" }.Select(item => commits.AddAsync(item, CancellationToken.None))];

        firstMayEnd.SetResult();
        await Task.WhenAll([first, .. others]);

        groups.ShouldBe(["1", "2,3,4"]);
    }

    [Fact]
    public async Task A_group_is_no_larger_than_its_bound_unless_one_item_is()
    {
        var first = commits.AddAsync("1", CancellationToken.None);
        await firstBegan.Task;
        Task[] others = [.. new[] { "222", "333", "4", "55555555" }.Select(item => commits.AddAsync(item, CancellationToken.None))];

        firstMayEnd.SetResult();
        await Task.WhenAll([first, .. others]);

        groups.ShouldBe(["1", "222,333", "4", "55555555"]);
    }

    [Fact]
    public async Task What_fails_together_is_tried_alone_and_fails_nobody_else()
    {
        var first = commits.AddAsync("1", CancellationToken.None);
        await firstBegan.Task;
        var good = commits.AddAsync("2", CancellationToken.None);
        var bad = commits.AddAsync("bad", CancellationToken.None);

        firstMayEnd.SetResult();
        await first;
        await good;

        await Should.ThrowAsync<InvalidOperationException>(() => bad);
        groups.ShouldBe(["1", "2,bad", "2", "bad"]);
    }

    [Fact]
    public async Task While_the_database_is_away_nothing_is_tried_alone()
    {
        var first = commits.AddAsync("1", CancellationToken.None);
        await firstBegan.Task;
        Task[] others = [commits.AddAsync("away", CancellationToken.None), commits.AddAsync("2", CancellationToken.None)];

        firstMayEnd.SetResult();
        await first;

        await Should.ThrowAsync<Outage>(() => others[0]);
        await Should.ThrowAsync<Outage>(() => others[1]);
        groups.ShouldBe(["1", "away,2"]);
    }

    [Fact]
    public async Task Whoever_no_longer_waits_is_stored_with_the_next()
    {
        using var impatience = new CancellationTokenSource();
        var first = commits.AddAsync("1", CancellationToken.None);
        await firstBegan.Task;
        var impatient = commits.AddAsync("2", impatience.Token);
        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => impatient);

        firstMayEnd.SetResult();
        await first;
        await commits.AddAsync("3", CancellationToken.None);

        groups.ShouldBe(["1", "2,3"]);
    }

    private async Task StoreAsync(IReadOnlyList<string> group, CancellationToken cancellationToken)
    {
        groups.Enqueue(string.Join(',', group));
        firstBegan.TrySetResult();
        await firstMayEnd.Task.WaitAsync(cancellationToken);
        if (group.Contains("away"))
        {
            throw new Outage();
        }

        if (group.Contains("bad"))
        {
            throw new InvalidOperationException("bad");
        }
    }

    private sealed class Outage : DbException
    {
        public override bool IsTransient => true;
    }
}
