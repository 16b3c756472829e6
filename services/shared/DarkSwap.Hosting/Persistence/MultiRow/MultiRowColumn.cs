using Microsoft.EntityFrameworkCore.Update;
using Npgsql;
using NpgsqlTypes;

namespace DarkSwap.Hosting.Persistence.MultiRow;

/// <param name="Position">Of the column among the modifications of a row.</param>
/// <param name="IsCondition">Whether the row is found by the column's old value, instead of getting a new one.</param>
internal readonly record struct MultiRowColumn(int Position, string Name, bool IsCondition, bool IsNullable)
{
    public NpgsqlParameter ToParameter(IReadOnlyModificationCommand row)
    {
        var (_, type) = TypeOf(row);
        return new NpgsqlParameter { NpgsqlDbType = type, Value = ValueOf(row) ?? DBNull.Value };
    }

    public NpgsqlParameter ToArrayParameter(IReadOnlyList<IReadOnlyModificationCommand> rows)
    {
        var (clrType, type) = TypeOf(rows[0]);
        var values = Array.CreateInstance(IsNullable && clrType.IsValueType ? typeof(Nullable<>).MakeGenericType(clrType) : clrType, rows.Count);
        for (var index = 0; index < rows.Count; index++)
        {
            values.SetValue(ValueOf(rows[index]), index);
        }

        return new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };
    }

    private object? ValueOf(IReadOnlyModificationCommand row)
    {
        var modification = row.ColumnModifications[Position];
        var value = IsCondition ? modification.OriginalValue : modification.Value;
        return modification.TypeMapping!.Converter is { } converter ? converter.ConvertToProvider(value) : value;
    }

    private (Type ClrType, NpgsqlDbType Type) TypeOf(IReadOnlyModificationCommand row)
    {
        var mapping = row.ColumnModifications[Position].TypeMapping!;
        var clrType = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        clrType = Nullable.GetUnderlyingType(clrType) ?? clrType;
        if (clrType.IsEnum)
        {
            throw new NotSupportedException($"{row.TableName}.{Name}: enumerations are stored by their names.");
        }

        NpgsqlDbType type = Type.GetTypeCode(clrType) switch
        {
            TypeCode.String => NpgsqlDbType.Text,
            TypeCode.Int64 => NpgsqlDbType.Bigint,
            TypeCode.Int32 => NpgsqlDbType.Integer,
            TypeCode.Boolean => NpgsqlDbType.Boolean,
            TypeCode.Double => NpgsqlDbType.Double,
            TypeCode.Object when clrType == typeof(Guid) => NpgsqlDbType.Uuid,
            TypeCode.Object when clrType == typeof(byte[]) => NpgsqlDbType.Bytea,
            _ => throw new NotSupportedException($"{row.TableName}.{Name}: no column has the type {clrType.Name} yet."),
        };
        return (clrType, type);
    }
}
