namespace DarkSwap.Integration.Tests.Trading;

/// <summary>All that a trader owns of bitcoin and of the traded rune.</summary>
public sealed record Holdings(long Satoshis, long Runes);
