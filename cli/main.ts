/** The command line: picks the command, turns every failure into a message and an exit code. */
import { similarNames } from '../engine/topology/names.ts';
import manifest from '../package.json' with { type: 'json' };
import { type Command, type ExitCode, InputError, type Io, UsageError } from './command.ts';
import { check } from './commands/check.ts';
import { draw } from './commands/draw.ts';
import { explain } from './commands/explain.ts';
import { format } from './commands/format.ts';
import { lsp } from './commands/lsp.ts';
import { mcp } from './commands/mcp.ts';
import { rules } from './commands/rules.ts';
import { simulate } from './commands/simulate.ts';

const commands: readonly Command[] = [check, format, simulate, draw, rules, explain, lsp, mcp];

const help = `hatopo ${manifest.version}: high availability as code

Usage: hatopo COMMAND [ARGUMENTS]

${commands.map((command) => `  ${command.name.padEnd(10)}${command.summary}`).join('\n')}

hatopo COMMAND --help tells more. --version prints the version. --color and --no-color say whether to colour what is
printed; without them it is coloured where a terminal shows it, and NO_COLOR is not set.
`;

/** Runs one call of the command line and returns its exit code. */
export async function main(all: readonly string[], given: Io): Promise<ExitCode> {
  const { args, io } = coloured(all, given);
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.err : io.out)(help);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    io.out(`${manifest.version}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    const names = commands.map((known) => known.name);
    const [meant] = similarNames(name, names, 1);
    io.err(`hatopo has no command ${name}. ${meant ? `Did you mean ${meant}?` : `It has: ${names.join(', ')}.`}\n`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(command.help);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (error instanceof UsageError || isArgumentError(error)) {
      // Of an unknown option Node says more than helps here.
      const [sentence] = error.message.split('. To specify a positional');
      io.err(`${sentence?.replace(/(?<![.?])$/, '.')}\n`);
      if (!(error instanceof InputError)) io.err(`hatopo ${name} --help tells how it is called.\n`);
      return 2;
    }
    io.err(`hatopo ${name} failed inside; this is a fault of hatopo, not of your file.\n`);
    io.err(`To report it, attach the file and this:\n${error instanceof Error ? error.stack : String(error)}\n`);
    return 2;
  }
}

/** Takes `--color` and `--no-color` out of the arguments, wherever they stand; the last one counts. */
function coloured(all: readonly string[], io: Io): { readonly args: readonly string[]; readonly io: Io } {
  const isColour = (arg: string) => arg === '--color' || arg === '--no-color';
  const stop = all.indexOf('--');
  const [before, behind] = stop < 0 ? [all, []] : [all.slice(0, stop), all.slice(stop)];
  const wish = before.findLast(isColour);
  return {
    args: [...before.filter((arg) => !isColour(arg)), ...behind],
    io: wish === undefined ? io : { ...io, colour: wish === '--color' },
  };
}

/** What node:util's parseArgs throws for an unknown option or a missing value. */
function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
