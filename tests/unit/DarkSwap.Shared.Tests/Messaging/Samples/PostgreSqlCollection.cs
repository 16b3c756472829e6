namespace DarkSwap.Shared.Tests.Messaging.Samples;

[CollectionDefinition(PostgreSqlFixture.Collection)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlFixture>;
