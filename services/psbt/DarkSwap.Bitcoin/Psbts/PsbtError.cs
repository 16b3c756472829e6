namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Why a PSBT is refused, and at which input or output if it is one of them.</summary>
public sealed record PsbtError(PsbtErrorReason Reason, int? InputIndex = null, int? OutputIndex = null)
{
    public static PsbtError AtInput(int index, PsbtErrorReason reason) => new(reason, InputIndex: index);

    public static PsbtError AtOutput(int index, PsbtErrorReason reason) => new(reason, OutputIndex: index);

    public override string ToString() => (InputIndex, OutputIndex) switch
    {
        ({ } input, _) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Reason} at input {input}"),
        (_, { } output) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Reason} at output {output}"),
        _ => Reason.ToString(),
    };
}
