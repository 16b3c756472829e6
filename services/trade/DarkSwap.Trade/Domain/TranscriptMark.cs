namespace DarkSwap.Trade.Domain;

/// <summary>What the machine remembers of a message of the transcript.</summary>
/// <param name="PayloadHash">SHA-256 of the signed payload, which tells a repetition from a contradiction.</param>
/// <param name="Hash">Hash of the transcript after it.</param>
public sealed record TranscriptMark(int Sequence, bool IsOwn, byte[] PayloadHash, byte[] Hash);
