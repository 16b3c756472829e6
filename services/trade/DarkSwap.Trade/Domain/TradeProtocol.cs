namespace DarkSwap.Trade.Domain;

/// <summary>Versions that this node speaks.</summary>
public static class TradeProtocol
{
    public const uint Version = 1;

    public const int TemplateVersion = 1;
}
