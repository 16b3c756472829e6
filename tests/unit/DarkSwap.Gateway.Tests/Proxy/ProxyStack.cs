using DarkSwap.Hosting.Modules;
using DarkSwap.Testing.Hosting;
using Microsoft.AspNetCore.Builder;

namespace DarkSwap.Gateway.Tests.Proxy;

/// <summary>A gateway and, behind it, one process's worth of sample services; both real servers in this process.</summary>
internal sealed class ProxyStack : IAsyncDisposable
{
    private ProxyStack(ModuleTestHost services, ModuleTestHost gateway)
    {
        Services = services;
        Gateway = gateway;
    }

    public ModuleTestHost Services { get; }

    public ModuleTestHost Gateway { get; }

    public HttpClient Http => Gateway.Anonymous;

    public static Task<ProxyStack> StartAsync(params (string Key, string? Value)[] settings) => StartAsync(null, settings);

    public static async Task<ProxyStack> StartAsync(Action<WebApplicationBuilder>? configure, params (string Key, string? Value)[] settings)
    {
        var services = await ModuleTestHost.StartAsync<SampleServices>(CancellationToken.None);
        var gateway = await StartGatewayAsync(services.BaseAddress.GetLeftPart(UriPartial.Authority), configure, settings);
        return new ProxyStack(services, gateway);
    }

    /// <param name="address">Where every service is said to be.</param>
    public static Task<ModuleTestHost> StartGatewayAsync(string address, Action<WebApplicationBuilder>? configure = null, params (string Key, string? Value)[] settings)
    {
        var options = new ModuleTestHostOptions { Configure = configure };
        foreach (var service in new[] { "connectivity", "orderbook", "trade", "psbt" })
        {
            options.Settings[$"gateway:services:{service}"] = address;
        }

        foreach (var (key, value) in settings)
        {
            options.Settings[key] = value;
        }

        return ModuleTestHost.StartAsync([ModuleRegistration.Of<GatewayModule>(), ModuleRegistration.Of<ProxyModule>()], options, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Services.DisposeAsync();
    }
}
