using System.Threading.Channels;

namespace DarkSwap.Simulation.Tests.Scheduling;

public sealed class SimulationSchedulerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly SimulationScheduler scheduler = new(Start);

    [Fact]
    public void Waits_take_virtual_time_only_and_end_in_the_order_of_their_due_times()
    {
        var order = new List<int>();

        scheduler.Run(
            async () =>
            {
                await Task.WhenAll(NoteAfterAsync(3), NoteAfterAsync(1), NoteAfterAsync(2));
                scheduler.Time.GetUtcNow().ShouldBe(Start.AddDays(3));
            },
            TimeSpan.FromDays(4));

        order.ShouldBe([1, 2, 3]);

        async Task NoteAfterAsync(int days)
        {
            await Task.Delay(TimeSpan.FromDays(days), scheduler.Time, CancellationToken.None);
            order.Add(days);
        }
    }

    [Fact]
    public void Timers_that_are_due_together_fire_in_the_order_in_which_they_were_set()
    {
        var order = new List<int>();

        scheduler.Run(
            async () =>
            {
                foreach (var number in Enumerable.Range(1, 5))
                {
                    await using var timer = scheduler.Time.CreateTimer(_ => order.Add(number), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                    timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                    await Task.Delay(TimeSpan.FromSeconds(2), scheduler.Time, CancellationToken.None);
                }
            },
            TimeSpan.FromMinutes(1));

        order.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void Channels_locks_and_sources_go_on_within_the_simulation()
    {
        var channel = Channel.CreateBounded<int>(2);
        using var turn = new SemaphoreSlim(1);
        var received = new List<int>();

        scheduler.Run(() => Task.WhenAll(WriteAsync(), ReadAsync()), TimeSpan.FromMinutes(1));

        received.ShouldBe(Enumerable.Range(0, 100));

        async Task WriteAsync()
        {
            for (var number = 0; number < 100; number++)
            {
                await turn.WaitAsync();
                await channel.Writer.WriteAsync(number);
                turn.Release();
            }

            channel.Writer.Complete();
        }

        async Task ReadAsync()
        {
            await foreach (var number in channel.Reader.ReadAllAsync())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(number % 3), scheduler.Time, CancellationToken.None);
                received.Add(number);
            }
        }
    }

    [Fact]
    public void Work_that_leaves_for_another_thread_is_found_out()
    {
        using var hasCome = new ManualResetEventSlim();
        var left = new TaskCompletionSource();

        var run = () => scheduler.Run(() => Task.WhenAll(LeaveAsync(), WaitAsync()), TimeSpan.FromMinutes(1));

        run.ShouldThrow<InvalidOperationException>();

        async Task LeaveAsync()
        {
            ThreadPool.UnsafeQueueUserWorkItem(ComeBack, null);
            await left.Task;
        }

        async Task WaitAsync()
        {
            await Task.Yield();
            hasCome.Wait();
        }

        void ComeBack(object? state)
        {
            left.SetResult();
            hasCome.Set();
        }
    }

    [Fact]
    public void A_simulation_that_cannot_end_is_told_so()
    {
        var never = new TaskCompletionSource();

        var run = () => scheduler.Run(() => never.Task, TimeSpan.FromHours(1));

        run.ShouldThrow<TimeoutException>();
    }
}
