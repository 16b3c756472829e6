namespace DarkSwap.Integration.Tests.Trading;

/// <summary>The fields of an order that these tests look at.</summary>
public sealed record OrderView(string OrderId, string Maker, string Side, string BaseAmount, string Remaining, string Status, IReadOnlyList<string> Backing);
