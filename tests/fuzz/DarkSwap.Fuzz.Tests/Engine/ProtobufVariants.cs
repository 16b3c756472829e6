using DarkSwap.Cryptography.Protobuf;

namespace DarkSwap.Fuzz.Tests.Engine;

/// <summary>Variants of a protobuf message: at every depth each number and each length takes every extreme, and each field is left out, repeated, emptied and given an unknown neighbour. All but those of lengths are well-formed.</summary>
internal static class ProtobufVariants
{
    private const int MaximumDepth = 4;

    internal static IEnumerable<byte[]> Of(byte[] message) => Of(message, MaximumDepth);

    private static IEnumerable<byte[]> Of(byte[] message, int depth)
    {
        if (depth == 0 || Split(message) is not { Count: > 0 } fields)
        {
            yield break;
        }

        for (var index = 0; index < fields.Count; index++)
        {
            byte[] before = [.. fields.Take(index).SelectMany(field => field.Encode())];
            byte[] after = [.. fields.Skip(index + 1).SelectMany(field => field.Encode())];
            foreach (var variant in Of(fields[index], depth))
            {
                yield return [.. before, .. variant, .. after];
            }
        }
    }

    private static IEnumerable<byte[]> Of(Field field, int depth)
    {
        yield return [];
        yield return [.. field.Encode(), .. field.Encode()];
        yield return [.. field.Encode(), .. (field with { Number = (1 << 29) - 1 }).Encode()];
        if (field.WireType == ProtobufWireType.Bytes)
        {
            yield return (field with { Content = [] }).Encode();
            yield return (field with { Content = [.. field.Content, .. field.Content] }).Encode();
            foreach (var inner in Of(field.Content, depth - 1))
            {
                yield return (field with { Content = inner }).Encode();
            }
        }

        foreach (var number in Extremes.Numbers)
        {
            yield return (field with { WireType = ProtobufWireType.Varint, Content = Extremes.Varint(number) }).Encode();
            yield return [.. Extremes.Varint(((ulong)field.Number << 3) | (ulong)ProtobufWireType.Bytes), .. Extremes.Varint(number), .. field.Content];
        }
    }

    /// <summary>Null when the bytes are no message.</summary>
    private static List<Field>? Split(byte[] message)
    {
        var fields = new List<Field>();
        var reader = new ProtobufReader(message);
        while (reader.TryReadField())
        {
            fields.Add(new Field(reader.FieldNumber, reader.WireType, reader.WireType switch
            {
                ProtobufWireType.Varint => Extremes.Varint(reader.Number),
                ProtobufWireType.Fixed32 => BitConverter.GetBytes((uint)reader.Number),
                ProtobufWireType.Fixed64 => BitConverter.GetBytes(reader.Number),
                ProtobufWireType.Bytes => reader.Bytes.ToArray(),
            }));
        }

        return reader.IsMalformed ? null : fields;
    }

    private sealed record Field(int Number, ProtobufWireType WireType, byte[] Content)
    {
        internal byte[] Encode()
        {
            var tag = Extremes.Varint(((ulong)Number << 3) | (ulong)WireType);
            return WireType == ProtobufWireType.Bytes ? [.. tag, .. Extremes.Varint((ulong)Content.Length), .. Content] : [.. tag, .. Content];
        }
    }
}
