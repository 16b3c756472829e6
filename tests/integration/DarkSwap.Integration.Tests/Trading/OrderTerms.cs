namespace DarkSwap.Integration.Tests.Trading;

/// <summary>What an order offers.</summary>
/// <param name="Side"><c>sell</c> or <c>buy</c>, of the rune.</param>
/// <param name="Acceptance"><c>automatic</c> or <c>manual</c>.</param>
public sealed record OrderTerms(string Asset, string Side, long Amount, long SatoshisEach, long MinimumFill, string Acceptance = "automatic");
