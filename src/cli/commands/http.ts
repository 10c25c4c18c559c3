/** `freehold http`: runs request files, with what they expect as assertions. */
import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FreeholdError } from '../../core/errors.ts';
import type { FileOutcome } from '../../core/requests/run/junit.ts';
import { junitXml } from '../../core/requests/run/junit.ts';
import { isMet, runBlock } from '../../core/requests/run/runBlock.ts';
import type { BlockOutcome } from '../../core/requests/run/runBlock.ts';
import { RequestSender } from '../../core/requests/send/requestSender.ts';
import type { SendOptions } from '../../core/requests/send/requestSender.ts';
import { VersionedSender } from '../../core/requests/write/versionedSender.ts';
import { EntityConflict } from '../../core/sources/reapit/entities/writeErrors.ts';
import { outcomeText } from '../../core/wording/exchangeText.ts';
import { counted } from '../../core/wording/quantities.ts';
import type { Progress } from '../../core/wording/progress.ts';
import { threeWayText } from '../../core/wording/threeWayText.ts';
import { openProjectWhereAny } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES, exitCodeOfError } from '../exitCodes.ts';
import type { ExitCode } from '../exitCodes.ts';
import type { Network } from '../network.ts';
import { readRequestFiles } from '../requestFiles.ts';
import type { ChosenFile } from '../requestFiles.ts';
import { tellBody, tellDryRequest, tellOutcomeLine } from '../tellExchange.ts';
import { withProgress } from '../withProgress.ts';

interface Given {
	readonly name: readonly string[];
	readonly env?: string;
	readonly allPages?: boolean;
	readonly output?: string;
	readonly dryRun?: boolean;
	readonly junit?: string;
	readonly yes?: boolean;
	readonly body?: boolean;
}

export function addHttp(program: Command, run: (action: Action) => void): void {
	program
		.command('http')
		.summary('run request files (.http)')
		.description(
			'Runs the requests of files from top to bottom: through the connections that they name (# @connection), whose ' +
				'credentials are added when they are sent, or straight to their address. What a request expects (# @expect) is ' +
				'checked; without a word, an answer below 400. See docs/http-files.md.',
		)
		.argument('<file...>', 'request files, such as flats.freehold.http')
		.option('--name <name>', 'only the request of this name or title (repeatable)', collected, [])
		.option('--env <environment>', 'environment of http-client.env.json')
		.option('--all-pages', 'read all pages of one request into --output, as far as its @limit allows')
		.option('--output <file>', 'file for the body of one request, or for its rows (.ndjson .csv .json .xlsx .parquet)')
		.option('--body', 'print the bodies of the answers to stdout')
		.option('--dry-run', 'say what would be sent, and send nothing')
		.option('--junit <file>', 'write the outcomes as JUnit XML')
		.option('--yes', 'send what changes data too (POST, PUT, PATCH, DELETE)')
		.action((files: readonly string[], given: Given) => run((context) => http(context, files, given)));
}

function collected(value: string, before: readonly string[]): readonly string[] {
	return [...before, value];
}

async function http(context: CommandContext, names: readonly string[], given: Given): Promise<number> {
	const project = await openProjectWhereAny(context);
	return withProgress(context, {}, async (network, progress) => {
		const options = { names: given.name, environment: given.env };
		const files = await readRequestFiles(context, names, project, network, options);
		checkOutput(files, given);
		if (given.dryRun === true) return dryRun(context, files);
		const ran = await runFiles(context, files, given, network, progress);
		if (given.junit !== undefined) await writeFile(resolve(context.terminal.cwd, given.junit), junitXml(ran));
		const outcomes = ran.flatMap((file) => file.outcomes);
		const met = outcomes.filter((outcome) => isMet(outcome)).length;
		if (outcomes.length > 1) context.output.say(`${met} of ${counted(outcomes.length, 'request')} as expected.`);
		return exitCodeOf(outcomes);
	});
}

async function runFiles(
	context: CommandContext,
	files: readonly ChosenFile[],
	given: Given,
	network: Network,
	progress: Progress,
): Promise<readonly FileOutcome[]> {
	const { output, signal, terminal } = context;
	const sender = new RequestSender({ outsideOf: (connection) => network.outsideOf(connection), plain: network.plain });
	const versions = new VersionedSender(sender);
	const { clock } = network.plain;
	const target = given.output === undefined ? undefined : resolve(terminal.cwd, given.output);
	const consent = (): Promise<boolean> => Promise.resolve(given.yes === true);
	const send: SendOptions = { consent, output: given.allPages === true ? undefined : target };
	const allPages = given.allPages === true && target !== undefined ? { output: target } : undefined;
	const ran: FileOutcome[] = [];
	for (const { file, document, blocks, resolve: options } of files) {
		const outcomes: BlockOutcome[] = [];
		for (const block of blocks) {
			const run = { resolve: options, sender, versions, clock, send, allPages };
			const outcome = await runBlock(document, block, run, signal);
			outcomes.push(outcome);
			progress.note(outcomeText(outcome, file, output));
			const sides = threeSides(outcome, output);
			if (sides !== undefined) progress.note(sides);
			if (output.options.json) await tellOutcomeLine(output, file, outcome, given.body === true);
			else if (given.body === true) await tellBody(output, outcome);
		}
		ran.push({ file, outcomes });
	}
	return ran;
}

/** Of a conflict: base, theirs and yours. */
function threeSides({ result }: BlockOutcome, { isInteractive, width }: CommandContext['output']): string | undefined {
	const error = result.kind === 'failed' ? result.error : undefined;
	if (!(error instanceof EntityConflict)) return undefined;
	return threeWayText(error.collisions, isInteractive ? width : Infinity);
}

async function dryRun({ output }: CommandContext, files: readonly ChosenFile[]): Promise<number> {
	for (const { file, document, blocks, resolve: options } of files)
		for (const block of blocks) await tellDryRequest(output, file, document, block, options);
	output.say('Nothing was sent.');
	return EXIT_CODES.done;
}

/** A file takes the answer of one request. */
function checkOutput(files: readonly ChosenFile[], given: Given): void {
	const count = files.reduce((sum, { blocks }) => sum + blocks.length, 0);
	const refuse = (why: string, next: string): never => {
		throw new FreeholdError('usage', { what: 'Nothing was sent', why, next });
	};
	if (given.allPages === true && given.output === undefined && given.dryRun !== true)
		refuse('rows of all pages are not printed', 'Say where to write them with --output FILE');
	if (given.output !== undefined && count > 1)
		refuse(`--output takes the answer of one request, and there are ${count}`, 'Choose one with --name');
}

const WORST_FIRST: readonly ExitCode[] = [
	EXIT_CODES.credentials,
	EXIT_CODES.suspended,
	EXIT_CODES.usage,
	EXIT_CODES.failed,
];

function exitCodeOf(outcomes: readonly BlockOutcome[]): ExitCode {
	const codes = new Set(outcomes.map(codeOf));
	return WORST_FIRST.find((code) => codes.has(code)) ?? EXIT_CODES.done;
}

function codeOf(outcome: BlockOutcome): ExitCode {
	const { result } = outcome;
	if (result.kind === 'failed') return exitCodeOfError(result.error);
	if (isMet(outcome)) return EXIT_CODES.done;
	const status = result.kind === 'answered' ? result.exchange.status : undefined;
	// Refused, and nothing else was expected: what a script has to know is that the credentials are wrong.
	const isRefused =
		status === 401 && result.checks.every(({ expectation, isMet: met }) => met || expectation === undefined);
	return isRefused ? EXIT_CODES.credentials : EXIT_CODES.failed;
}
