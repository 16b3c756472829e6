using DarkSwap.Connectivity.Orders;

namespace DarkSwap.Connectivity.Tests.Orders;

public sealed class SeenOrderEventsTests
{
    [Fact]
    public void Remembers_what_was_added()
    {
        var seen = new SeenOrderEvents(capacity: 2);
        seen.Add([1]);

        seen.Contains([1]).ShouldBeTrue();
        seen.Contains([2]).ShouldBeFalse();
    }

    [Fact]
    public void Forgets_the_oldest_beyond_its_capacity()
    {
        var seen = new SeenOrderEvents(capacity: 2);
        foreach (var number in new byte[] { 1, 2, 2, 3 })
        {
            seen.Add([number]);
        }

        seen.Contains([1]).ShouldBeFalse();
        seen.Contains([2]).ShouldBeTrue();
        seen.Contains([3]).ShouldBeTrue();
    }
}
