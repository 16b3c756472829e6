using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Amounts by rune; only amounts over zero are in it.</summary>
public sealed class RuneBalances
{
    private readonly ImmutableSortedDictionary<RuneId, UInt128> amounts;

    private RuneBalances(ImmutableSortedDictionary<RuneId, UInt128> amounts) => this.amounts = amounts;

    public static RuneBalances Empty { get; } = new(ImmutableSortedDictionary<RuneId, UInt128>.Empty);

    public bool IsEmpty => amounts.IsEmpty;

    public IEnumerable<KeyValuePair<RuneId, UInt128>> All => amounts;

    public UInt128 this[RuneId rune] => amounts.GetValueOrDefault(rune);

    public static RuneBalances Of(IEnumerable<KeyValuePair<RuneId, UInt128>> balances) =>
        TryOf(balances, out var sum) ? sum : throw new OverflowException("A rune's amounts are over 128 bits.");

    /// <summary>Adds up, by rune. False if a sum is over 128 bits, which no real supply can be.</summary>
    public static bool TrySum(IEnumerable<RuneBalances> balances, [NotNullWhen(true)] out RuneBalances? sum) =>
        TryOf(balances.SelectMany(balance => balance.All), out sum);

    /// <summary>Whether this is exactly <paramref name="amount"/> of <paramref name="rune"/> and nothing else.</summary>
    public bool IsExactly(RuneId rune, UInt128 amount) => IsOnly(rune) && this[rune] == amount;

    /// <summary>Whether it holds some of <paramref name="rune"/> and nothing else.</summary>
    public bool IsOnly(RuneId rune) => amounts.Count == 1 && amounts.ContainsKey(rune);

    private static bool TryOf(IEnumerable<KeyValuePair<RuneId, UInt128>> balances, [NotNullWhen(true)] out RuneBalances? sum)
    {
        sum = null;
        var builder = ImmutableSortedDictionary.CreateBuilder<RuneId, UInt128>();
        foreach (var (rune, amount) in balances)
        {
            var before = builder.GetValueOrDefault(rune);
            if (amount > UInt128.MaxValue - before)
            {
                return false;
            }

            if (amount > UInt128.Zero)
            {
                builder[rune] = before + amount;
            }
        }

        sum = new(builder.ToImmutable());
        return true;
    }
}
