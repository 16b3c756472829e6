using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Integration.Tests.Psbt.Trading;

/// <summary>What somebody gains by saying that another's coins and addresses are his: nothing.</summary>
public sealed class OwnershipTests(BitcoinNodeFixture fixture) : IClassFixture<BitcoinNodeFixture>
{
    private readonly BitcoinNode node = fixture.Node;

    [Fact]
    public async Task An_address_that_another_subject_has_registered_stops_nobodys_trades_but_its_own()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2tr");
        var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
        var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        await stage.Host.DeliverAsync(
            new RegisterScripts
            {
                EventId = SettlementStage.NewId(),
                OccurredAt = TimeProvider.System.GetUtcNow(),
                Registrations = [new("mallory", [], [stage.BitcoinCoin.OutPoint])],
            },
            CancellationToken.None);

        var ofAlice = await stage.CheckAsync(terms, template, TradeRole.GivesAsset, TradeCheckStage.BeforeAcceptance, psbt: null, subject: "alice");
        var ofMallory = await stage.CheckAsync(terms, template, TradeRole.GivesAsset, TradeCheckStage.BeforeAcceptance, psbt: null, subject: "mallory");

        ofAlice.Failures.ShouldBeEmpty();
        ofMallory.Failures.ShouldContain(failure => failure.Check == SettlementCheck.InputsAreAsOffered);
    }

    [Fact]
    public async Task A_coin_that_its_key_has_not_put_up_is_not_chosen_and_so_never_locked()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2wpkh");
        await stage.WaitUntilLevelAsync();
        var message = stage.ProofMessageOf(TradeRole.GivesBitcoin);
        var proofOfAlice = Convert.FromBase64String(await stage.Wallet.SignMessageAsync(stage.Alice, message, CancellationToken.None));
        var question = new SelectTradeInputs
        {
            Network = stage.Network,
            Role = TradeRole.GivesBitcoin,
            Asset = stage.Rune,
            Fill = 400,
            QuoteSatoshis = 10_000,
            FeeRate = 2_000,
            Settlement = (await stage.SettlementOfAsync(TradeRole.GivesBitcoin)) with { Coins = [new SettlementCoin(stage.BitcoinCoin.OutPoint, proofOfAlice)] },
            ProofMessage = message,
        };

        await using var scope = stage.Host.Services.CreateAsyncScope();
        Response answer = await scope.ServiceProvider.GetRequiredService<IRequestClient<SelectTradeInputs>>()
            .GetResponse<TradeInputsSelected, TradeRefused>(question, CancellationToken.None);

        var refused = answer.Message.ShouldBeOfType<TradeRefused>();
        refused.IsTransient.ShouldBeFalse();
        refused.Detail.ShouldContain($"The proof of {stage.BitcoinCoin.OutPoint} is not valid.");
    }
}
