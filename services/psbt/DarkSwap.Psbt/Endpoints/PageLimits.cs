namespace DarkSwap.Psbt.Endpoints;

internal static class PageLimits
{
    public const int Default = 100;
    public const int Maximum = 1_000;
}
