using DarkSwap.Attacks.Tests.Victim;

return await VictimProgram.RunAsync(args);
