using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Hosting.Security;

/// <summary>A JSON Web Key Set (RFC 7517 §5) of P-256 keys, and whom the issuer's tokens are for.</summary>
public sealed record KeySetDocument
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { MaxDepth = 8, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public required IReadOnlyList<Key> Keys { get; init; }

    public string? Audience { get; init; }

    /// <summary>RFC 7517 §4, RFC 7518 §6.2.1.</summary>
    public sealed record Key
    {
        private const string EllipticCurve = "EC";
        private const string P256 = "P-256";
        private const int CoordinateLength = 32;

        [JsonPropertyName("kty")]
        public string? KeyType { get; init; }

        [JsonPropertyName("crv")]
        public string? Curve { get; init; }

        [JsonPropertyName("alg")]
        public string? Algorithm { get; init; }

        [JsonPropertyName("use")]
        public string? Use { get; init; }

        [JsonPropertyName("kid")]
        public string? KeyId { get; init; }

        public string? X { get; init; }

        public string? Y { get; init; }

        public static Key Of(string keyId, ECParameters parameters) => new()
        {
            KeyType = EllipticCurve,
            Curve = P256,
            Algorithm = AccessTokens.Algorithm,
            Use = "sig",
            KeyId = keyId,
            X = Base64Url.EncodeToString(parameters.Q.X),
            Y = Base64Url.EncodeToString(parameters.Q.Y),
        };

        /// <summary>Null for keys of other kinds and for points that are none of the curve.</summary>
        public ECDsaSecurityKey? ToSecurityKey()
        {
            if (KeyType != EllipticCurve || Curve != P256 || (Algorithm ?? AccessTokens.Algorithm) != AccessTokens.Algorithm || KeyId is not { Length: > 0 and <= 128 }
                || !TryRead(X, out var x) || !TryRead(Y, out var y))
            {
                return null;
            }

            try
            {
                return new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } })) { KeyId = KeyId };
            }
            catch (CryptographicException)
            {
                return null;
            }
        }

        private static bool TryRead(string? text, out byte[] coordinate)
        {
            coordinate = new byte[CoordinateLength];
            return text is { Length: 43 } && Base64Url.TryDecodeFromChars(text, coordinate, out var written) && written == CoordinateLength;
        }
    }
}
