namespace DarkSwap.Contracts.Psbts;

public sealed record SignaturesMerged
{
    public required byte[] Psbt { get; init; }

    /// <summary>Indexes of inputs that carry a valid signature.</summary>
    public required IReadOnlyList<int> SignedInputs { get; init; }
}
