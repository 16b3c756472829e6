using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Dialing;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Swarm.Dialing;

public sealed class DialPlanTests
{
    private static readonly MonotonicTime Start = new(0);
    private readonly DialPlan plan = new(new DialOptions { MaximumAddresses = 4, MaximumAttemptsPerPeer = 2 });

    [Fact]
    public void Starts_the_next_address_after_the_stagger()
    {
        plan.Add(Ports(1, 2));

        plan.TryTake(Start).ShouldBe(Port(1));
        plan.TryTake(After(249)).ShouldBeNull();
        plan.NextStart.ShouldBe(After(250));
        plan.TryTake(After(250)).ShouldBe(Port(2));
        plan.NextStart.ShouldBeNull();
    }

    [Fact]
    public void Starts_the_next_address_at_once_when_one_has_failed()
    {
        plan.Add(Ports(1, 2));
        plan.TryTake(Start).ShouldBe(Port(1));
        plan.NoteFailure(After(3));

        plan.TryTake(After(3)).ShouldBe(Port(2));
    }

    [Fact]
    public void Tries_only_so_many_at_a_time()
    {
        plan.Add(Ports(1, 2, 3));
        plan.TryTake(Start).ShouldNotBeNull();
        plan.TryTake(After(250)).ShouldNotBeNull();

        plan.TryTake(After(9_000)).ShouldBeNull();
        plan.NoteFailure(After(9_000));
        plan.TryTake(After(9_000)).ShouldBe(Port(3));
    }

    [Fact]
    public void Takes_no_more_addresses_than_its_bound_and_none_twice()
    {
        plan.Add(Ports(1, 1, 2, 3, 4, 5));
        plan.Add(Ports(1, 6));
        var taken = 0;
        for (; !plan.IsExhausted; taken++)
        {
            plan.TryTake(After(taken)).ShouldNotBeNull();
            plan.NoteFailure(After(taken));
        }

        taken.ShouldBe(4);
    }

    [Fact]
    public void Holds_a_relay_back_while_a_direct_address_may_answer()
    {
        var relayed = Multiaddr.Parse("/ip4/1.2.3.4/tcp/9/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp/p2p-circuit");
        plan.Add([relayed, Port(1)]);
        plan.TryTake(Start).ShouldBe(Port(1));

        plan.NextStart.ShouldBe(After(1_000));
        plan.NoteFailure(After(20));
        plan.TryTake(After(20)).ShouldBe(relayed);
    }

    private static MonotonicTime After(int milliseconds) => Start + TimeSpan.FromMilliseconds(milliseconds);

    private static Multiaddr Port(int port) => Multiaddr.Parse($"/ip4/1.2.3.4/tcp/{port}");

    private static IEnumerable<Multiaddr> Ports(params int[] ports) => ports.Select(Port);
}
