using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Delivery.Broker;
using Microsoft.AspNetCore.Builder;

namespace DarkSwap.Hosting.Modules;

/// <summary>Puts the modules' consumers on the bus: the broker that is configured, or this process.</summary>
internal static class ModuleBus
{
    /// <summary>Configuration key of the broker's URL.</summary>
    public const string BrokerKey = "broker";

    public static void AddModuleBus(this WebApplicationBuilder builder, IReadOnlyList<ModuleRegistration> modules)
    {
        if (BrokerAddress.TryParse(builder.Configuration[BrokerKey] ?? string.Empty, out var broker))
        {
            builder.Services.AddBrokerBus(broker, [.. modules.Select(module => new ModuleConsumers(module.Name, module.AddConsumers))]);
            return;
        }

        builder.Services.AddInProcessBus(registrations =>
        {
            foreach (var module in modules)
            {
                module.AddConsumers(registrations);
            }
        });
    }
}
