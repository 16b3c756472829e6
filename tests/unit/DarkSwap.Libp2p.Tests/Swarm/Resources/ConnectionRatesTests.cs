using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Swarm.Resources;

public sealed class ConnectionRatesTests
{
    private readonly ConnectionRates rates = new(new ResourceOptions { MaximumRememberedAddresses = 10, ConnectionBurstPerAddress = 2, ConnectionsPerSecondPerAddress = 1 });

    [Fact]
    public void Remembers_no_more_addresses_than_its_bound()
    {
        for (uint address = 0; address < 1_000; address++)
        {
            rates.TryTake(new AddressKey(false, address), new MonotonicTime(0)).ShouldBeTrue();
        }

        rates.Count.ShouldBe(10);
    }

    [Fact]
    public void Makes_room_by_forgetting_addresses_that_have_been_quiet()
    {
        for (uint address = 0; address < 10; address++)
        {
            rates.TryTake(new AddressKey(false, address), new MonotonicTime(0));
        }

        var later = new MonotonicTime(0) + TimeSpan.FromSeconds(5);
        var busy = new AddressKey(false, 99);
        rates.TryTake(busy, later).ShouldBeTrue();
        rates.TryTake(busy, later).ShouldBeTrue();
        rates.TryTake(busy, later).ShouldBeFalse();
    }
}
