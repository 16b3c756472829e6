using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Psbt.Endpoints;

/// <param name="Blocks">Confirmed within so many blocks.</param>
/// <param name="FeeRate">In satoshis per 1,000 virtual bytes.</param>
/// <param name="IsEstimate">False where the node has too little to go by; then it is what the mempool takes at least.</param>
internal sealed record FeeRateResponse(int Blocks, [property: JsonConverter(typeof(DecimalStringInt64Converter))] long FeeRate, bool IsEstimate);
