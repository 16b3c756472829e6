using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Hosting.Security;

/// <summary>Public keys of the issuer and the audience that its tokens are for. A new instance whenever any of it changes.</summary>
/// <param name="Keys">By key id.</param>
public sealed record TrustedKeys(string Audience, FrozenDictionary<string, SecurityKey> Keys);
