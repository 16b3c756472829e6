using System.Diagnostics.CodeAnalysis;

namespace DarkSwap.Primitives;

/// <summary>What a domain operation came to: a value, or the named reason for which the domain refuses it.</summary>
/// <remarks>Faults of networks, disks and code are exceptions; see the four kinds of failure in CONTRIBUTING.md.</remarks>
public readonly record struct Result<TValue, TError>
    where TValue : notnull
    where TError : notnull
{
    private Result(TValue? value, TError? error, bool isSuccess)
    {
        Value = value;
        Error = error;
        IsSuccess = isSuccess;
    }

    public TValue? Value { get; }

    public TError? Error { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess { get; }

    public static implicit operator Result<TValue, TError>(TValue value) => new(value, default, true);

    public static implicit operator Result<TValue, TError>(TError error) => new(default, error, false);
}
