using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Dialing;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Swarm.Dialing;

public sealed class DialBackoffTests
{
    private static readonly Multiaddr Address = Multiaddr.Parse("/ip4/1.2.3.4/tcp/1");
    private readonly DialBackoff backoff = new(new DialOptions { MaximumBackoffEntries = 3 });

    [Fact]
    public void Leaves_an_address_alone_for_longer_after_each_failure()
    {
        backoff.NoteFailure(Address, At(0));
        backoff.IsLeftAlone(Address, At(4.9)).ShouldBeTrue();
        backoff.IsLeftAlone(Address, At(5)).ShouldBeFalse();

        backoff.NoteFailure(Address, At(5));
        backoff.IsLeftAlone(Address, At(14.9)).ShouldBeTrue();
        backoff.IsLeftAlone(Address, At(15)).ShouldBeFalse();
    }

    [Fact]
    public void Never_waits_longer_than_the_maximum()
    {
        for (var failure = 0; failure < 100; failure++)
        {
            backoff.NoteFailure(Address, At(0));
        }

        backoff.IsLeftAlone(Address, At(300)).ShouldBeFalse();
    }

    [Fact]
    public void Forgets_failures_at_a_success_and_when_they_are_old()
    {
        backoff.NoteFailure(Address, At(0));
        backoff.NoteFailure(Address, At(0));
        backoff.NoteSuccess(Address);
        backoff.IsLeftAlone(Address, At(1)).ShouldBeFalse();

        backoff.NoteFailure(Address, At(10));
        backoff.NoteFailure(Address, At(1_000));
        backoff.IsLeftAlone(Address, At(1_005)).ShouldBeFalse();
    }

    [Fact]
    public void Remembers_no_more_than_its_bound()
    {
        for (var port = 1; port <= 9; port++)
        {
            backoff.NoteFailure(Multiaddr.Parse($"/ip4/1.2.3.4/tcp/{port}"), At(port));
        }

        backoff.Count.ShouldBe(3);
        backoff.IsLeftAlone(Multiaddr.Parse("/ip4/1.2.3.4/tcp/9"), At(9)).ShouldBeTrue();
        backoff.IsLeftAlone(Multiaddr.Parse("/ip4/1.2.3.4/tcp/5"), At(9)).ShouldBeFalse();
    }

    private static MonotonicTime At(double seconds) => new MonotonicTime(0) + TimeSpan.FromSeconds(seconds);
}
