namespace DarkSwap.Contracts.Orders;

public enum OrderEventKind
{
    Create = 1,
    Update = 2,
    Cancel = 3,
}
