using DarkSwap.Gateway.Tests.Proxy;

namespace DarkSwap.Gateway.Tests.Hostile;

/// <summary>One gateway with its services for all hostile requests of a class: what one of them breaks, the next would show.</summary>
public sealed class HostileStack : IAsyncLifetime
{
    private ProxyStack stack = null!;

    internal int Port(string target) => (target == "gateway" ? stack.Gateway : stack.Services).BaseAddress.Port;

    internal HttpClient Http(string target) => target == "gateway" ? stack.Gateway.Anonymous : stack.Services.Anonymous;

    public async Task InitializeAsync() => stack = await ProxyStack.StartAsync(("gateway:rateLimits:expensive:burst", "1000"));

    public async Task DisposeAsync() => await stack.DisposeAsync();
}
