using System.Reflection;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

/// <summary>Fills any record of the contracts with random values, and leaves optional ones out half of the time.</summary>
internal static class RandomRecords
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static object Make(Type type, Random random)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Make(underlying, random);
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(random.Next(values.Length))!;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = type.GetGenericArguments()[0];
            var list = Array.CreateInstance(item, random.Next(4));
            for (var index = 0; index < list.Length; index++)
            {
                list.SetValue(Make(item, random), index);
            }

            return list;
        }

        return MakeValue(type, random) ?? MakeRecord(type, random);
    }

    private static object? MakeValue(Type type, Random random) => type switch
    {
        _ when type == typeof(string) => new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => "aZ09:\"\\/é€<>&\u2028"[random.Next(14)])]),
        _ when type == typeof(byte[]) => Bytes(random),
        _ when type == typeof(Guid) => new Guid(Bytes(random, 16)),
        _ when type == typeof(bool) => random.Next(2) == 0,
        _ when type == typeof(int) => random.Next(int.MinValue, int.MaxValue),
        _ when type == typeof(long) => random.NextInt64(long.MinValue, long.MaxValue),
        _ when type == typeof(ulong) => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
        _ when type == typeof(uint) => (uint)random.NextInt64(uint.MaxValue),
        _ when type == typeof(UInt128) => new UInt128((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue)),
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(0, TimeSpan.TicksPerDay * 40_000) / 10 * 10),
        _ => null,
    };

    private static object MakeRecord(Type type, Random random)
    {
        var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First(candidate => !IsCopy(candidate, type));
        var record = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, random))]);
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
        {
            var isOptional = Nullable.GetUnderlyingType(property.PropertyType) is not null || Nullability.Create(property).WriteState == NullabilityState.Nullable;
            if (!isOptional || random.Next(2) == 0)
            {
                property.SetValue(record, Make(property.PropertyType, random));
            }
        }

        return record;
    }

    private static bool IsCopy(ConstructorInfo constructor, Type type) => constructor.GetParameters() is [{ ParameterType: var only }] && only == type;

    private static byte[] Bytes(Random random, int? length = null)
    {
        var bytes = new byte[length ?? random.Next(64)];
        random.NextBytes(bytes);
        return bytes;
    }
}
