using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;

namespace DarkSwap.Connectivity.Orders;

/// <summary>Says why a signed order event from a peer is refused, before anything else happens with it.</summary>
internal static class OrderEventVerifier
{
    /// <returns>Null when its signature and form are right.</returns>
    public static OrderRefusal? Refuse(SignedOrderEvent orderEvent, string network, DateTimeOffset now)
    {
        return orderEvent.Kind switch
        {
            OrderEventKind.Create => ErrorOf(SignedOrderCreation.Open(orderEvent.Envelope, network, now)),
            OrderEventKind.Update => ErrorOf(SignedOrderUpdate.Open(orderEvent.Envelope, network)),
            OrderEventKind.Cancel => ErrorOf(SignedOrderCancellation.Open(orderEvent.Envelope, network)),
        };

        static OrderRefusal? ErrorOf<TValue>(Primitives.Result<TValue, OrderRefusal> result)
            where TValue : notnull => result.IsSuccess ? null : result.Error;
    }
}
