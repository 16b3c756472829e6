using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>Gives every planned trade its two coins, of the same size each, by a handful of transactions.</summary>
public sealed class TradeFunds(BitcoinNode chain, NodeWallet wallet)
{
    private const long BitcoinCoinSatoshis = 60_000;
    private const long RuneCoinSatoshis = 10_000;
    private const long BankFeeSatoshis = 30_000;

    public string Asset { get; private set; } = string.Empty;

    /// <returns>For each address asked, in order, a coin with <see cref="PlannedTrade.Offered"/> units of one rune.</returns>
    public async Task<IReadOnlyList<WalletCoin>> MakeRuneCoinsAsync(IReadOnlyList<WalletKey> owners)
    {
        var bank = await wallet.CreateKeyAsync("p2tr", "bank of runes", CancellationToken.None);
        var funds = await chain.FundAsync([(bank.Address, (owners.Count * RuneCoinSatoshis) + (3 * BankFeeSatoshis))], CancellationToken.None);
        var etching = await wallet.EtchNamelessAsync(
            new WalletCoin(funds[0], bank), new RuneEtching(null, $"{owners.Count * PlannedTrade.Offered}"), bank.Address, bank.Address, CancellationToken.None);
        await chain.SendAsync(etching.Transaction, CancellationToken.None);
        await chain.MineAsync(1, CancellationToken.None);
        var rune = $"{await chain.GetHeightAsync(CancellationToken.None)}:1";
        Asset = $"RUNE:{rune}";
        var change = funds[0].Satoshis - NodeWallet.EtchingPostageSatoshis - NodeWallet.UsualFeeSatoshis;
        WalletCoin[] coins = [new(etching.TransactionId, 0, NodeWallet.EtchingPostageSatoshis, bank), new(etching.TransactionId, 1, change, bank)];

        // An edict to an output beyond the last gives its amount to each of them, in order, until nothing is left.
        var edict = new { rune, amount = $"{PlannedTrade.Offered}", output = owners.Count + 2 };
        return await PayAsync(coins, owners, RuneCoinSatoshis, bank, new { edicts = new[] { edict }, pointer = owners.Count });
    }

    public async Task<IReadOnlyList<WalletCoin>> MakeBitcoinCoinsAsync(IReadOnlyList<WalletKey> owners)
    {
        var bank = await wallet.CreateKeyAsync("p2tr", "bank of bitcoin", CancellationToken.None);
        var funds = await chain.FundAsync([(bank.Address, (owners.Count * BitcoinCoinSatoshis) + (2 * BankFeeSatoshis))], CancellationToken.None);
        return await PayAsync([new WalletCoin(funds[0], bank)], owners, BitcoinCoinSatoshis, bank, runestone: null);
    }

    private async Task<IReadOnlyList<WalletCoin>> PayAsync(IReadOnlyList<WalletCoin> coins, IReadOnlyList<WalletKey> owners, long satoshis, WalletKey bank, object? runestone)
    {
        var payment = await wallet.TransferAsync(coins, [.. owners.Select(owner => (owner.Address, satoshis))], bank.Address, runestone, BankFeeSatoshis, CancellationToken.None);
        await chain.SendAsync(payment.Transaction, CancellationToken.None);
        await chain.MineAsync(1, CancellationToken.None);
        return [.. owners.Select((owner, index) => new WalletCoin(payment.TransactionId, index, satoshis, owner))];
    }
}
