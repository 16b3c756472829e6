using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Domain.Settlement;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

/// <summary>Answers requests that end in a value or a refusal. A node that cannot be asked is a refusal that passes.</summary>
internal static class TradeAnswers
{
    public static async Task RespondAsync<TValue, TAnswer>(ConsumeContext context, Func<Task<Result<TValue, SettlementRefusal>>> ask, Func<TValue, TAnswer> describe)
        where TValue : notnull
        where TAnswer : class
    {
        Result<TValue, SettlementRefusal> result;
        try
        {
            result = await ask();
        }
        catch (ChainSourceException fault)
        {
            result = new SettlementRefusal(SettlementRefusalReason.ChainUnavailable, fault.Message);
        }

        if (result.IsSuccess)
        {
            await context.RespondAsync(describe(result.Value));
            return;
        }

        await context.RespondAsync(new TradeRefused { Reason = result.Error.Reason.ToString(), Detail = result.Error.Detail, IsTransient = result.Error.IsTransient });
    }
}
