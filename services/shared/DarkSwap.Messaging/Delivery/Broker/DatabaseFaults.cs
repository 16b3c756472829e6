using System.Data.Common;
using System.Net.Sockets;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>Tells a database that is away from a message that cannot be applied.</summary>
public static class DatabaseFaults
{
    public static bool IsAway(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException { IsTransient: true } || (cause is DbException && cause.InnerException is SocketException or TimeoutException))
            {
                return true;
            }
        }

        return false;
    }
}
