namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Key types of the global map (BIP-174, BIP-370).</summary>
internal static class PsbtGlobalField
{
    public const byte UnsignedTransaction = 0x00;
    public const byte ExtendedPublicKey = 0x01;
    public const byte TransactionVersion = 0x02;
    public const byte TransactionModifiable = 0x06;
    public const byte Version = 0xFB;
    public const byte Proprietary = 0xFC;
}

/// <summary>Key types of an input's map (BIP-174, BIP-370, BIP-371).</summary>
internal static class PsbtInputField
{
    public const byte PreviousTransaction = 0x00;
    public const byte SpentOutput = 0x01;
    public const byte PartialSignature = 0x02;
    public const byte SignatureHashType = 0x03;
    public const byte RedeemScript = 0x04;
    public const byte WitnessScript = 0x05;
    public const byte KeyDerivation = 0x06;
    public const byte FinalScriptSignature = 0x07;
    public const byte FinalWitness = 0x08;
    public const byte ProofOfReserves = 0x09;
    public const byte Ripemd160Preimage = 0x0A;
    public const byte Sha256Preimage = 0x0B;
    public const byte Hash160Preimage = 0x0C;
    public const byte Hash256Preimage = 0x0D;
    public const byte PreviousTransactionId = 0x0E;
    public const byte RequiredHeightLockTime = 0x12;
    public const byte TaprootKeySignature = 0x13;
    public const byte TaprootScriptSignature = 0x14;
    public const byte TaprootLeafScript = 0x15;
    public const byte TaprootKeyDerivation = 0x16;
    public const byte TaprootInternalKey = 0x17;
    public const byte TaprootMerkleRoot = 0x18;
}

/// <summary>Key types of an output's map (BIP-174, BIP-370, BIP-371).</summary>
internal static class PsbtOutputField
{
    public const byte RedeemScript = 0x00;
    public const byte WitnessScript = 0x01;
    public const byte KeyDerivation = 0x02;
    public const byte Amount = 0x03;
    public const byte Script = 0x04;
    public const byte TaprootInternalKey = 0x05;
    public const byte TaprootTree = 0x06;
    public const byte TaprootKeyDerivation = 0x07;
}
