using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DarkSwap.Hosting.Node;

/// <summary>What a module demands of the address at which its process listens. Registered as a singleton.</summary>
public interface IListenerRule
{
    /// <exception cref="StartRefusedException">The process must not listen there.</exception>
    void Apply(ListenOptions listener, IPEndPoint endpoint);
}
