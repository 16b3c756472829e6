namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>Why a check does not pass.</summary>
/// <param name="IsTransient">Whether it may pass soon without anybody changing anything.</param>
public sealed record CheckFault(string Detail, bool IsTransient = false);
