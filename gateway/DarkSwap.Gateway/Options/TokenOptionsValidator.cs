using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Options;

[OptionsValidator]
internal sealed partial class TokenOptionsValidator : IValidateOptions<TokenOptions>;
