using Microsoft.Extensions.Options;

namespace DarkSwap.Psbt.Chain;

[OptionsValidator]
public sealed partial class ChainOptionsValidator : IValidateOptions<ChainOptions>;
