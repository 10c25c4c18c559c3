/** `freehold sandbox`: the vendors' APIs on this machine until Ctrl-C. */
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FreeholdError } from '../../core/errors.ts';
import type { FaultRule } from '../../sandbox/faults/faultRules.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { wholeArgument } from '../globals.ts';
import { SANDBOX_PORT } from '../sandboxConnections.ts';
import { tellSandbox } from '../sandboxSummary.ts';

/** The platform, its sign-in and its file store are one sandbox. */
const REAPIT_HOSTS: ReadonlySet<string> = new Set(['reapit', 'reapitConnect', 'reapitFiles']);

interface Given {
	readonly port: number;
	readonly seed?: number;
	readonly scale?: number;
	readonly faults?: string;
}

export function addSandbox(program: Command, run: (action: Action) => void): void {
	program
		.command('sandbox')
		.summary('the APIs of Spark, Realpad and Reapit on this machine, with believable data')
		.description(
			'Runs a sandbox of the APIs of Spark, Realpad and Reapit on this machine until Ctrl-C. All credentials are fake.',
		)
		.option(
			'--port <n>',
			'port; the replication host, Realpad and the three hosts of Reapit take the next five; 0 takes any',
			wholeArgument(0, 65_530),
			SANDBOX_PORT,
		)
		.option('--seed <n>', 'other data for another number', wholeArgument(0, 2 ** 31))
		.option(
			'--scale <n>',
			'size; 1 gives 2,000 listings, 3,000 units and 2,000 contacts; 100 a hundred times as many',
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
		await tellSandbox(context, sandbox);
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
		reapit: { metadata: 'agency' },
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

/** A rule without a host strikes at every vendor; a change of data is an order in the language of one, Spark's unless told. */
function addFault({ spark, realpad, reapit }: Sandbox, rule: FaultRule): void {
	const host = rule.match?.host;
	const isForAll = host === undefined && rule.do.kind !== 'changeDuringWalk';
	if (host === undefined || host === 'api' || host === 'replication') spark.faults.add(rule);
	if (isForAll || host === 'realpad') realpad.faults.add(rule);
	if (isForAll || (host !== undefined && REAPIT_HOSTS.has(host))) reapit.faults.add(rule);
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
