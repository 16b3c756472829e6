using DarkSwap.Contracts.Assets;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using DarkSwap.Hosting.Modules;
using DarkSwap.Psbt;
using DarkSwap.Psbt.Chain;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using TradeSettlement = DarkSwap.Contracts.Orders.Settlement;

namespace DarkSwap.Integration.Tests.Psbt.Trading;

/// <summary>The psbt service on a real node, with Alice who holds runes and Bob who holds bitcoin; their wallets are libraries that are not ours.</summary>
internal sealed class SettlementStage : IAsyncDisposable
{
    private readonly BitcoinNode node;
    private readonly PrivateKey aliceIdentity = PrivateKey.FromSeed(Enumerable.Repeat((byte)1, 32).ToArray());

    private SettlementStage(BitcoinNode node, ModuleTestHost host)
    {
        this.node = node;
        Host = host;
    }

    public ModuleTestHost Host { get; }

    public NodeWallet Wallet { get; } = new();

    public RecordedMessages Messages => Host.Services.GetRequiredService<RecordedMessages>();

    public string Network { get; private set; } = string.Empty;

    public WalletKey Alice { get; private set; } = null!;

    public WalletKey Bob { get; private set; } = null!;

    public string RuneCoin { get; private set; } = string.Empty;

    public WalletCoin BitcoinCoin { get; private set; } = null!;

    /// <summary>Text form of the rune that Alice etched.</summary>
    public string Rune { get; private set; } = string.Empty;

    public string OrderId { get; } = Convert.ToHexStringLower(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToByteArray()).PadLeft(64, '0');

    public Guid TradeId { get; } = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public static async Task<SettlementStage> StartAsync(BitcoinNode node, string keyType, string? dataFolder = null)
    {
        var options = new ModuleTestHostOptions
        {
            DataFolder = dataFolder,
            Settings = new Dictionary<string, string?>
            {
                ["network"] = "regtest",
                ["bitcoinRpc"] = node.RpcUrl,
                ["psbt:chain:pollInterval"] = "00:00:00.100",
                ["psbt:chain:maximumAttempts"] = "1",
                ["psbt:treatMissingAssetSourcesAsEmpty"] = "true",
            },
        };
        var host = await ModuleTestHost.StartAsync([ModuleRegistration.Of<PsbtModule>(), ModuleRegistration.Of<RecordingModule>()], options, CancellationToken.None);
        var stage = new SettlementStage(node, host);
        if (keyType.Length > 0)
        {
            await stage.FundAsync(keyType);
        }

        return stage;
    }

    /// <summary>Waits until the service is level with the node as it is now.</summary>
    public async Task WaitUntilLevelAsync()
    {
        var best = (await node.CallAsync("getbestblockhash", [], CancellationToken.None)).GetString();
        using var patience = new CancellationTokenSource(Patience.OfPrograms, TimeProvider.System);
        var status = await Host.Services.GetRequiredService<IChainStatus>().WaitForAsync(current => current.IsReady && current.Tip?.Hash.ToString() == best, patience.Token);
        Network = status.Network!.Name;
    }

    public async Task<TradeTerms> AgreeAsync(UInt128 fill, long quoteSatoshis)
    {
        await WaitUntilLevelAsync();
        var alice = await SelectAsync(TradeRole.GivesAsset, fill, quoteSatoshis, feeRate: 0);
        var bob = await SelectAsync(TradeRole.GivesBitcoin, fill, quoteSatoshis, feeRate: 2_000);
        return new TradeTerms
        {
            TemplateVersion = 1,
            Network = Network,
            TradeId = TradeId,
            OrderId = OrderId,
            Asset = Rune,
            Fill = fill,
            QuoteSatoshis = quoteSatoshis,
            AssetSide = alice,
            BitcoinSide = bob,
            FeeRate = 2_000,
            Taker = TradeRole.GivesBitcoin,
        };
    }

    /// <summary>Both wallets sign; the merged and checked transaction.</summary>
    public async Task<byte[]> SignAsync(TradeTerms terms, TemplatePrepared template, string library)
    {
        var unsigned = Convert.ToBase64String(template.Psbt);
        var byBob = await Wallet.SignPsbtAsync(unsigned, Bob, [1], library, CancellationToken.None);
        var byAlice = await Wallet.SignPsbtAsync(unsigned, Alice, [0], library, CancellationToken.None);
        var merged = await Host.RequestAsync<MergeSignatures, SignaturesMerged>(
            new MergeSignatures { Terms = terms, Psbts = [template.Psbt, Convert.FromBase64String(byAlice), Convert.FromBase64String(byBob)] }, CancellationToken.None);
        merged.SignedInputs.ShouldBe([0, 1]);
        var final = await CheckAsync(terms, template, TradeRole.GivesAsset, TradeCheckStage.AfterMerging, merged.Psbt);
        final.Failures.ShouldBeEmpty();
        return final.Transaction.ShouldNotBeNull();
    }

    public async Task<TradeChecked> CheckAsync(TradeTerms terms, TemplatePrepared template, TradeRole own, TradeCheckStage stage, byte[]? psbt, string? subject = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        return await Host.RequestAsync<CheckTrade, TradeChecked>(
            new CheckTrade
            {
                Stage = stage,
                Terms = terms,
                OwnRole = own,
                Settlement = await SettlementOfAsync(own),
                Subject = subject,
                Order = Order(terms, now),
                Now = now,
                Deadline = now.AddMinutes(5),
                ConfirmationsWanted = 1,
                Psbt = psbt,
                CounterpartyTermsSignature = SignTerms(template),
                Counterparty = PeerId.FromPublicKey(aliceIdentity.PublicKey).ToString(),
                MinimumFeeRate = 1_000,
                MaximumFeeRate = 100_000,
            },
            CancellationToken.None);
    }

    /// <summary>Watches the trade and hands its transaction over, as the trade service does.</summary>
    public async Task BroadcastAsync(TradeTerms terms, string transactionId, byte[] transaction, int round = 0)
    {
        await WatchAsync(terms, transactionId, round);
        await Host.DeliverAsync(
            new BroadcastTransaction { EventId = NewId(), OccurredAt = TimeProvider.System.GetUtcNow(), TradeId = TradeId, TransactionId = transactionId, Transaction = transaction }, CancellationToken.None);
    }

    public Task WatchAsync(TradeTerms terms, string transactionId, int round = 0) => Host.DeliverAsync(
        new WatchTrade
        {
            EventId = NewId(),
            OccurredAt = TimeProvider.System.GetUtcNow(),
            TradeId = TradeId,
            Round = round,
            TransactionId = transactionId,
            Inputs = [.. terms.AssetSide.Inputs.Concat(terms.BitcoinSide.Inputs).Select(input => input.OutPoint)],
        },
        CancellationToken.None);

    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public async Task<TradeSettlement> SettlementOfAsync(TradeRole role)
    {
        var (key, coin) = role == TradeRole.GivesAsset ? (Alice, RuneCoin) : (Bob, BitcoinCoin.OutPoint);
        var proof = Convert.FromBase64String(await Wallet.SignMessageAsync(key, ProofMessageOf(role), CancellationToken.None));
        return new TradeSettlement { Coins = [new SettlementCoin(coin, proof)], ReceiveAddress = key.Address, ChangeAddress = key.Address };
    }

    /// <summary>Alice made the order, Bob takes it.</summary>
    public string ProofMessageOf(TradeRole role) =>
        role == TradeRole.GivesAsset ? $"darkswap-backing-v1:{Network}:{OrderId}" : $"darkswap-trade-v1:{Network}:{TradeId:D}";

    public async ValueTask DisposeAsync()
    {
        await Wallet.DisposeAsync();
        await Host.DisposeAsync();
        aliceIdentity.Dispose();
    }

    private async Task FundAsync(string keyType)
    {
        Alice = await Wallet.CreateKeyAsync(keyType, $"alice {OrderId}", CancellationToken.None);
        Bob = await Wallet.CreateKeyAsync(keyType, $"bob {OrderId}", CancellationToken.None);
        var funded = await node.FundAsync([(Alice.Address, 100_000), (Bob.Address, 200_000)], CancellationToken.None);
        BitcoinCoin = new WalletCoin(funded[1], Bob);
        var etching = await Wallet.EtchNamelessAsync(new WalletCoin(funded[0], Alice), new RuneEtching(null, "1000"), Alice.Address, CancellationToken.None);
        await node.SendAsync(etching.Transaction, CancellationToken.None);
        await node.MineAsync(1, CancellationToken.None);
        RuneCoin = $"{etching.TransactionId}:0";
        Rune = $"RUNE:{await node.GetHeightAsync(CancellationToken.None)}:1";
    }

    private async Task<TradeParty> SelectAsync(TradeRole role, UInt128 fill, long quoteSatoshis, long feeRate)
    {
        var selected = await Host.RequestAsync<SelectTradeInputs, TradeInputsSelected>(
            new SelectTradeInputs
            {
                Network = Network,
                Role = role,
                Asset = Rune,
                Fill = fill,
                QuoteSatoshis = quoteSatoshis,
                FeeRate = feeRate,
                Settlement = await SettlementOfAsync(role),
                ProofMessage = ProofMessageOf(role),
            },
            CancellationToken.None);
        return selected.Party;
    }

    private byte[] SignTerms(TemplatePrepared template) => TradeMessages.Seal(aliceIdentity, Network, new TradeMessage
    {
        TradeId = TradeMessages.ToBytes(TradeId),
        Sequence = 2,
        PreviousHash = ByteString.CopyFrom(TradeMessages.FirstHash()),
        Signature = new TradeSignature
        {
            TemplateHash = ByteString.CopyFrom(template.TemplateHash),
            TransactionId = ByteString.CopyFrom(Bitcoin.Transactions.TransactionId.Parse(template.TransactionId).ToArray()),
        },
    });

    private OrderSnapshot Order(TradeTerms terms, DateTimeOffset now) => new()
    {
        OrderId = OrderId,
        Network = Network,
        Maker = "maker",
        Agent = "maker",
        Base = Rune,
        Quote = "BTC",
        Side = OrderSide.Sell,
        BaseAmount = 1_000,
        Remaining = 1_000,
        MinimumFill = 1,
        Price = new Price((UInt128)terms.QuoteSatoshis, terms.Fill),
        CreatedAt = now.AddHours(-1),
        ExpiresAt = now.AddHours(1),
        Status = OrderStatus.Open,
        UpdateSequence = 0,
        UpdateHash = [],
        Backing = [],
        MinimumFeeRate = 1_000,
        MaximumFeeRate = 100_000,
        IsOwn = false,
    };
}
