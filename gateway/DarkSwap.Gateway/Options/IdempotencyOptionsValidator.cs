using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Options;

[OptionsValidator]
internal sealed partial class IdempotencyOptionsValidator : IValidateOptions<IdempotencyOptions>;
