using DarkSwap.Messaging.Delivery;
using Microsoft.AspNetCore.Builder;

namespace DarkSwap.Hosting.Modules;

/// <summary>Puts the modules' consumers on the bus.</summary>
internal static class ModuleBus
{
    public static void AddModuleBus(this WebApplicationBuilder builder, IReadOnlyList<ModuleRegistration> modules) => builder.Services.AddInProcessBus(registrations =>
    {
        foreach (var module in modules)
        {
            module.AddConsumers(registrations);
        }
    });
}
