namespace DarkSwap.Contracts.Wire;

/// <summary>Payload types of DarkSwap's signed envelopes.</summary>
public static class PayloadTypes
{
    public static ReadOnlySpan<byte> OrderCreate => "/darkswap/order-create"u8;

    public static ReadOnlySpan<byte> OrderUpdate => "/darkswap/order-update"u8;

    public static ReadOnlySpan<byte> OrderCancel => "/darkswap/order-cancel"u8;

    /// <summary>A nonce of the node that a key proves itself to.</summary>
    public static ReadOnlySpan<byte> Challenge => "/darkswap/challenge"u8;

    public static ReadOnlySpan<byte> Trade => "/darkswap/trade"u8;
}
