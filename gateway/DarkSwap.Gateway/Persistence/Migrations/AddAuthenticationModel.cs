using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Gateway.Persistence.Migrations;

/// <summary>The model after <see cref="AddAuthentication"/>.</summary>
internal static class AddAuthenticationModel
{
    public static void Build(ModelBuilder model)
    {
        AddIdempotencyRecordsModel.Build(model);
        model.Entity("DarkSwap.Gateway.Persistence.EventRow", entity => entity.Property<string>("Owner").HasMaxLength(128).HasColumnName("owner"));
        model.Entity("DarkSwap.Gateway.Persistence.SigningKeyRow", entity =>
        {
            entity.Property<string>("KeyId").HasMaxLength(64).HasColumnName("key_id");
            entity.Property<byte[]>("PublicKey").IsRequired().HasColumnName("public_key");
            entity.Property<byte[]>("EncryptedPrivateKey").IsRequired().HasColumnName("encrypted_private_key");
            entity.Property<long>("SignsFrom").HasColumnName("signs_from");
            entity.Property<long>("SignsUntil").HasColumnName("signs_until");
            entity.Property<long>("VerifiesUntil").HasColumnName("verifies_until");
            entity.HasKey("KeyId");
            entity.ToTable("signing_keys");
        });
        model.Entity("DarkSwap.Gateway.Persistence.ChallengeRow", entity =>
        {
            entity.Property<Guid>("ChallengeId").HasColumnName("challenge_id");
            entity.Property<string>("PeerId").IsRequired().HasMaxLength(128).HasColumnName("peer_id");
            entity.Property<byte[]>("Nonce").IsRequired().HasColumnName("nonce");
            entity.Property<long>("ExpiresAt").HasColumnName("expires_at");
            entity.HasKey("ChallengeId");
            entity.HasIndex("ExpiresAt").HasDatabaseName("challenges_expires_at");
            entity.ToTable("challenges");
        });
        model.Entity("DarkSwap.Gateway.Persistence.SessionRow", entity =>
        {
            entity.Property<string>("SessionId").HasMaxLength(64).HasColumnName("session_id");
            entity.Property<string>("TokenHash").IsRequired().HasMaxLength(64).HasColumnName("token_hash");
            entity.Property<string>("Subject").IsRequired().HasMaxLength(128).HasColumnName("subject");
            entity.Property<long>("CreatedAt").HasColumnName("created_at");
            entity.Property<long>("TokenExpiresAt").HasColumnName("token_expires_at");
            entity.Property<long>("ExpiresAt").HasColumnName("expires_at");
            entity.HasKey("SessionId");
            entity.HasIndex("Subject", "CreatedAt").HasDatabaseName("sessions_subject");
            entity.HasIndex("TokenExpiresAt").HasDatabaseName("sessions_token_expires_at");
            entity.ToTable("sessions");
        });
        model.Entity("DarkSwap.Gateway.Persistence.ApiKeyRow", entity =>
        {
            entity.Property<string>("KeyId").HasMaxLength(16).HasColumnName("key_id");
            entity.Property<string>("Name").IsRequired().HasMaxLength(100).HasColumnName("name");
            entity.Property<string>("SecretHash").IsRequired().HasMaxLength(64).HasColumnName("secret_hash");
            entity.Property<string>("Scope").IsRequired().HasMaxLength(512).HasColumnName("scope");
            entity.Property<long>("CreatedAt").HasColumnName("created_at");
            entity.Property<long?>("ExpiresAt").HasColumnName("expires_at");
            entity.Property<long?>("LastUsedAt").HasColumnName("last_used_at");
            entity.HasKey("KeyId");
            entity.ToTable("api_keys");
        });
    }
}
