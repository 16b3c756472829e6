using Microsoft.AspNetCore.Builder;

namespace DarkSwap.Hosting.Node;

/// <summary>Middleware that a module adds to the web server of its process. Parts of one place run in the order in which they were registered. Registered as a singleton.</summary>
public interface IWebPart
{
    WebPlace Place { get; }

    void Use(IApplicationBuilder application);
}
