using System.Net;
using System.Net.Sockets;

namespace DarkSwap.Testing;

/// <summary>Ports that were free a moment ago, for programs that cannot report a port chosen by the system.</summary>
public static class LoopbackPorts
{
    /// <summary>All are held until all are found, so that none repeats.</summary>
    public static int[] Find(int count)
    {
        var listeners = new TcpListener[count];
        try
        {
            for (var index = 0; index < count; index++)
            {
                listeners[index] = new TcpListener(IPAddress.Loopback, 0);
                listeners[index].Start();
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
            {
                listener?.Dispose();
            }
        }
    }
}
