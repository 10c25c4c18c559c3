/** `freehold sandbox`: the vendors' APIs on this machine until Ctrl-C. */
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FreeholdError } from '../../core/errors.ts';
import { secretVariable } from '../../core/missingSecret.ts';
import type { FaultRule } from '../../sandbox/faults/faultRules.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { wholeArgument } from '../globals.ts';
import { commandName } from '../places.ts';
import { projectText } from '../projectText.ts';
import { SANDBOX_NAMES, SANDBOX_PORT, sandboxConnections } from '../sandboxConnections.ts';

interface Given {
	readonly port: number;
	readonly seed?: number;
	readonly scale?: number;
	readonly faults?: string;
}

export function addSandbox(program: Command, run: (action: Action) => void): void {
	program
		.command('sandbox')
		.summary('the APIs of Spark and Realpad on this machine, with believable data')
		.description(
			'Runs a sandbox of the APIs of Spark and Realpad on this machine until Ctrl-C. Its tokens and logins are fake.',
		)
		.option(
			'--port <n>',
			'port; the replication host and Realpad take the next two; 0 takes any',
			wholeArgument(0, 65_533),
			SANDBOX_PORT,
		)
		.option('--seed <n>', 'other data for another number', wholeArgument(0, 2 ** 31))
		.option(
			'--scale <n>',
			'size; 1 gives 2,000 listings and 3,000 units, 100 gives 200,000 listings',
			wholeArgument(1, 1000),
		)
		.option('--faults <file>', 'JSON file with rules that make it fail (docs/sandbox.md)')
		.action((given: Given) => run((context) => runSandbox(context, given)));
}

async function runSandbox(context: CommandContext, given: Given): Promise<number> {
	const { signal, terminal } = context;
	const rules = given.faults === undefined ? [] : await readFaults(resolve(terminal.cwd, given.faults));
	const sandbox = await start(given);
	try {
		for (const rule of rules) addFault(sandbox, rule);
		await tell(context, sandbox);
		await aborted(signal);
	} finally {
		await sandbox.close();
	}
	context.output.say('The sandbox is off.');
	return EXIT_CODES.done;
}

async function start({ port, seed, scale }: Given): Promise<Sandbox> {
	const options: SandboxOptions = {
		port,
		control: true,
		...(seed === undefined ? {} : { seed }),
		...(scale === undefined ? {} : { scale }),
	};
	try {
		// Loaded here, because no other command of this process needs it.
		const { startSandbox } = await import('../../sandbox/sandbox.ts');
		return await startSandbox(options);
	} catch (cause) {
		if (FreeholdError.is(cause)) throw cause;
		throw new FreeholdError('usage', {
			what: 'The sandbox could not be started',
			why: cause instanceof Error ? cause.message : String(cause),
			next: 'Name another port with --port, or 0 for any',
			cause,
		});
	}
}

/** A rule without a host strikes at both vendors; a change of data is an order in the language of one, Spark's unless told. */
function addFault({ spark, realpad }: Sandbox, rule: FaultRule): void {
	const host = rule.match?.host;
	if (host !== 'realpad') spark.faults.add(rule);
	if (host === 'realpad' || (host === undefined && rule.do.kind !== 'changeDuringWalk')) realpad.faults.add(rule);
}

async function tell({ output }: CommandContext, { spark, realpad, control }: Sandbox): Promise<void> {
	const { origins, tokens } = spark;
	const users = realpad.users.map(({ login, password }) => ({ login, password }));
	if (output.options.json) {
		const { url, realpadUrl } = control ?? {};
		await output.line({
			...{ type: 'sandbox', origins: { ...origins, realpad: realpad.origin }, tokens, users },
			...{ control: url, realpadControl: realpadUrl },
		});
		return;
	}
	output.say(output.paint('bold', 'The sandbox runs. Ctrl-C ends it.\n'));
	output.say(output.paint('bold', 'Spark'));
	output.say(`  API          ${origins.api}`);
	output.say(`  replication  ${origins.replication}`);
	output.say(`  identity     ${origins.identity}`);
	if (control !== undefined) output.say(`  control      ${control.url}`);
	output.say('  Tokens (fake):');
	for (const [role, { normal, replication }] of Object.entries(tokens)) {
		output.say(`    ${role.padEnd(8)} ${normal.padEnd(18)} with replication access: ${replication}`);
	}
	output.say(output.paint('bold', '\nRealpad'));
	output.say(`  Takeout      ${realpad.origin}/ws/v10`);
	if (control !== undefined) output.say(`  control      ${control.realpadUrl}`);
	output.say('  Logins and passwords (fake; docs/sandbox.md says what each of them sees):');
	const width = Math.max(...users.map(({ login }) => login.length));
	for (const { login, password } of users) output.say(`    ${login.padEnd(width)} ${password}`);
	output.say("\nA freehold.yaml for both ('freehold init --sandbox' writes it for the default port):\n");
	await output.data(projectText(sandboxConnections({ ...origins, realpad: realpad.origin })));
	const [mls, prague] = [SANDBOX_NAMES.spark, SANDBOX_NAMES.realpad];
	const [first] = users;
	output.say(`\nThen:  export ${secretVariable(mls, 'token')}=${tokens.private.replication}`);
	output.say(`       export ${secretVariable(prague, 'login')}=${first?.login ?? ''}`);
	output.say(`       export ${secretVariable(prague, 'password')}=${first?.password ?? ''}`);
	output.say(`       ${commandName()} run --all`);
}

async function readFaults(file: string): Promise<readonly FaultRule[]> {
	const { readFaultRules } = await import('../../sandbox/faults/faultRules.ts');
	let found: ReturnType<typeof readFaultRules>;
	try {
		found = readFaultRules(JSON.parse(await readFile(file, 'utf8')));
	} catch (cause) {
		throw badFaults(file, cause instanceof Error ? cause.message : String(cause), cause);
	}
	if (found.problems.length > 0) throw badFaults(file, found.problems.join('\n'), undefined);
	return found.rules;
}

function badFaults(file: string, why: string, cause: unknown): FreeholdError {
	return new FreeholdError('usage', {
		what: `The faults in ${file} could not be read`,
		why,
		next: 'Name a JSON file with rules; docs/sandbox.md shows one',
		cause,
	});
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolveWait) => {
		if (signal.aborted) resolveWait();
		signal.addEventListener('abort', () => resolveWait(), { once: true });
	});
}
