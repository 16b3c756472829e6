using Microsoft.AspNetCore.Builder;

namespace DarkSwap.Hosting;

/// <summary>Runs one service module as a process of its own.</summary>
public static class ServiceHost
{
    /// <summary>Composes the module, serves it until SIGTERM or SIGINT, and returns the exit code.</summary>
    public static async Task<int> RunAsync<TModule>(string[] arguments)
        where TModule : IServiceModule
    {
        var builder = WebApplication.CreateSlimBuilder(arguments);
        TModule.AddServices(builder);
        await using var application = builder.Build();
        TModule.MapEndpoints(application);
        await application.RunAsync();
        return 0;
    }
}
