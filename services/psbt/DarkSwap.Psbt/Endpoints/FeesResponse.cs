using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Psbt.Endpoints;

/// <param name="MinimumFeeRate">What the mempool takes at least now, in satoshis per 1,000 virtual bytes.</param>
internal sealed record FeesResponse([property: JsonConverter(typeof(DecimalStringInt64Converter))] long MinimumFeeRate, IReadOnlyList<FeeRateResponse> Targets);
