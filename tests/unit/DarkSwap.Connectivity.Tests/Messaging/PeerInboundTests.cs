using DarkSwap.Connectivity.Messaging;
using DarkSwap.Testing;

namespace DarkSwap.Connectivity.Tests.Messaging;

public sealed class PeerInboundTests
{
    private readonly PeerInbound inbound = new(new ConnectivityLimits { MessagesPerSecond = 10, MessageBurst = 20 }, new ManualTimeProvider());

    [Fact]
    public void Lets_the_newest_stream_be_the_one_that_is_read()
    {
        var first = inbound.Take(CancellationToken.None);
        var second = inbound.Take(CancellationToken.None);

        first.IsCancellationRequested.ShouldBeTrue();
        second.IsCancellationRequested.ShouldBeFalse();
        inbound.Return(first);
        second.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void Takes_a_turn_after_one_that_was_given_back()
    {
        inbound.Return(inbound.Take(CancellationToken.None));

        inbound.Take(CancellationToken.None).IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void Counts_messages_over_all_streams()
    {
        inbound.Return(inbound.Take(CancellationToken.None));
        inbound.Charge(20).ShouldBe(TimeSpan.Zero);
        inbound.Return(inbound.Take(CancellationToken.None));

        inbound.Charge(5).ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void Reads_a_peers_book_once()
    {
        inbound.TryBeginSynchronisation().ShouldBeTrue();
        inbound.TryBeginSynchronisation().ShouldBeFalse();
    }
}
