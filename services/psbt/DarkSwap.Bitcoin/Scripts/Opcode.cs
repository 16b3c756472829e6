namespace DarkSwap.Bitcoin.Scripts;

/// <summary>The opcodes that templates, pushes and signature hashes need. Bytes 1 to 75 push that many bytes.</summary>
public enum Opcode : byte
{
    PushEmpty = 0x00,
    PushData1 = 0x4C,
    PushData2 = 0x4D,
    PushData4 = 0x4E,
    PushNegativeOne = 0x4F,
    Reserved = 0x50,
    Push1 = 0x51,
    Push13 = 0x5D,
    Push16 = 0x60,
    Return = 0x6A,
    Duplicate = 0x76,
    Equal = 0x87,
    EqualVerify = 0x88,
    Hash160 = 0xA9,
    CodeSeparator = 0xAB,
    CheckSignature = 0xAC,
    CheckMultipleSignatures = 0xAE,
}
