using System.Text.Json;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Trade.Driving;

/// <summary>Names of checks and refusals as the API and the reasons of trades show them.</summary>
public static class CheckNames
{
    public static string Of(SettlementCheck check) => JsonNamingPolicy.CamelCase.ConvertName(check.ToString());

    public static string Of(TradeRefused refusal) => JsonNamingPolicy.CamelCase.ConvertName(refusal.Reason);
}
