using DarkSwap.Messaging.Delivery.Broker;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

internal static class BrokerHosts
{
    /// <summary>Returns once every queue of the host is there.</summary>
    public static async Task WaitForBrokerAsync(this ModuleTestHost host)
    {
        using var limit = Patience.Limit();
        await host.Services.GetRequiredService<BrokerWatch>().WaitUntilAvailableAsync(limit.Token);
    }
}
