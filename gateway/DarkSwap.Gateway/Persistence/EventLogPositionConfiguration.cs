using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Gateway.Persistence;

internal sealed class EventLogPositionConfiguration : IEntityTypeConfiguration<EventLogPosition>
{
    public void Configure(EntityTypeBuilder<EventLogPosition> builder)
    {
        builder.ToTable("event_log_position");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
