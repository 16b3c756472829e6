using System.Text.Json;
using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>Coins and their proofs as one column.</summary>
internal static class CoinsJson
{
    public static string Write(IReadOnlyList<BackingCoin> coins) => JsonSerializer.Serialize(coins);

    public static IReadOnlyList<BackingCoin> Read(string json) => JsonSerializer.Deserialize<BackingCoin[]>(json) ?? [];
}
