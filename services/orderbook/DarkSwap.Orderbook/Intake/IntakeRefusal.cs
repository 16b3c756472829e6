namespace DarkSwap.Orderbook.Intake;

/// <summary>Why a submission was not taken up.</summary>
public enum IntakeRefusal
{
    /// <summary>More submissions wait than there is room for, or the service is stopping: nothing was stored, and it may be tried again.</summary>
    Busy,

    /// <summary>The book, or the maker's share of it, is full.</summary>
    NoRoom,
}
