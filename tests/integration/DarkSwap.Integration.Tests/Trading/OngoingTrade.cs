namespace DarkSwap.Integration.Tests.Trading;

/// <summary>Bob takes a part of Alice's order, one step at a time.</summary>
public sealed class OngoingTrade(TradingStack stack, TradingPair pair, string orderId, long fill, int acceptWithinSeconds)
{
    public Guid Id { get; } = TradingStack.NewTradeId();

    public long FeeSatoshis { get; private set; }

    private bool IsAcceptedByHand => acceptWithinSeconds == TradingStack.ManualAcceptanceSeconds;

    /// <summary>Goes on from the step that was reached to the given one.</summary>
    public async Task AdvanceAsync(TradeStep? from, TradeStep to)
    {
        for (var step = from is { } reached ? reached + 1 : TradeStep.Proposed; step <= to; step++)
        {
            await (step switch
            {
                TradeStep.Proposed => ProposeAsync(),
                TradeStep.PsbtReady => AcceptAsync(),
                TradeStep.TakerSigned => SignAsTakerAsync(),
                TradeStep.Broadcast => SignAsMakerAsync(),
                TradeStep.Confirmed => stack.ConfirmAsync(Id, pair.Bob, pair.Alice),
            });
        }
    }

    private async Task ProposeAsync()
    {
        await pair.Bob.Api.PostAsync("trades", await pair.Bob.ProposalAsync(Id, orderId, fill, pair.BitcoinCoin, acceptWithinSeconds));
        if (IsAcceptedByHand)
        {
            await pair.Alice.TradeAsync(Id, trade => trade.State == "proposed" && trade.Needs == "acceptance");
        }
    }

    private async Task AcceptAsync()
    {
        if (IsAcceptedByHand)
        {
            await pair.Alice.Api.PostAsync($"trades/{Id}/acceptance", new { });
        }

        await pair.Bob.TradeToSignAsync(Id, "psbtReady");
    }

    private async Task SignAsTakerAsync()
    {
        FeeSatoshis = await pair.Bob.SignAsync(Id);
        await pair.Alice.TradeToSignAsync(Id, "takerSigned");
    }

    private async Task SignAsMakerAsync()
    {
        await pair.Alice.SignAsync(Id);
        await pair.Alice.TradeAsync(Id, trade => trade.IsBroadcast);
    }
}
