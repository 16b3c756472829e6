using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Node;

namespace DarkSwap.Hosting;

/// <summary>Runs one service module as a process of its own.</summary>
public static class ServiceHost
{
    /// <summary>Composes the module, serves it until SIGTERM or SIGINT, and returns the exit code.</summary>
    public static Task<int> RunAsync<TModule>(string[] arguments)
        where TModule : IServiceModule =>
        new NodeRunner($"DarkSwap {TModule.Name} service. It speaks plain HTTP, for a private network in which its gateway reaches it; the public edge is the gateway", [ModuleRegistration.Of<TModule>()], appliesMigrations: false).RunAsync(arguments);
}
