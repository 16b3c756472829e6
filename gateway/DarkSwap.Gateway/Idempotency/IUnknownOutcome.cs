namespace DarkSwap.Gateway.Idempotency;

/// <summary>A feature of requests that ended without an answer although they may have taken effect.</summary>
internal interface IUnknownOutcome;
