using DarkSwap.Cli.Running;

return await DarkSwapProgram.RunAsync(args, CliEnvironment.OfProcess(), CancellationToken.None);
