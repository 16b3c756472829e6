using DarkSwap.Libp2p.Muxing;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Muxing;

public sealed class AsyncSignalTests
{
    private readonly CancellationToken deadline = Patience.Limit().Token;

    [Fact]
    public void Keeps_a_signal_that_nobody_waited_for()
    {
        var signal = new AsyncSignal();
        signal.Set();
        signal.Set();

        signal.WaitAsync(deadline).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        using var cancellation = new CancellationTokenSource();
        var second = signal.WaitAsync(cancellation.Token);
        second.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Wakes_its_waiter_and_can_be_waited_for_again()
    {
        var signal = new AsyncSignal();
        for (var round = 0; round < 1_000; round++)
        {
            var waiting = signal.WaitAsync(deadline).AsTask();
            var setting = Task.Run(signal.Set, deadline);
            await waiting;
            await setting;
        }
    }

    [Fact]
    public async Task Ends_a_wait_that_is_cancelled_and_only_that_one()
    {
        var signal = new AsyncSignal();
        for (var round = 0; round < 1_000; round++)
        {
            using var cancellation = new CancellationTokenSource();
            var first = signal.WaitAsync(cancellation.Token).AsTask();
            var cancelling = Task.Run(cancellation.Cancel, deadline);
            var setting = Task.Run(signal.Set, deadline);
            var isCancelled = false;
            try
            {
                await first;
            }
            catch (OperationCanceledException)
            {
                isCancelled = true;
            }

            // The other of the two comes too late for the first wait: a signal is kept, a cancellation is not.
            var second = signal.WaitAsync(deadline).AsTask();
            await Task.WhenAll(cancelling, setting);
            if (!isCancelled)
            {
                second.IsFaulted.ShouldBeFalse();
                second.IsCanceled.ShouldBeFalse();
                signal.Set();
            }

            await second;
        }
    }

    [Fact]
    public async Task Refuses_a_second_waiter()
    {
        var signal = new AsyncSignal();
        var first = signal.WaitAsync(deadline).AsTask();

        Should.Throw<InvalidOperationException>(() => signal.WaitAsync(deadline).AsTask());
        signal.Set();
        await first;
    }
}
