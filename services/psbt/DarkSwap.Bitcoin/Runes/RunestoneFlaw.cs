namespace DarkSwap.Bitcoin.Runes;

/// <summary>Why a runestone is a cenotaph.</summary>
public enum RunestoneFlaw
{
    /// <summary>An edict names an output beyond the number of outputs.</summary>
    EdictOutput,

    /// <summary>An edict's id is over its range or is 0:n.</summary>
    EdictRuneId,

    /// <summary>A push of the script runs over its end.</summary>
    InvalidScript,

    /// <summary>The script holds something else than pushes of data.</summary>
    Opcode,

    /// <summary>Premine and mints together are over 2^128 − 1.</summary>
    SupplyOverflow,

    /// <summary>The edicts' integers don't come in fours.</summary>
    TrailingIntegers,

    /// <summary>The last tag has no value.</summary>
    TruncatedField,

    /// <summary>An even tag is unknown, repeated, out of range or without the flag that it needs.</summary>
    UnrecognizedEvenTag,

    /// <summary>A flag is unknown, or needs the etching flag.</summary>
    UnrecognizedFlag,

    /// <summary>An integer is over 128 bits or cut short.</summary>
    Varint,
}
