/** The options that every command takes, before or after its name. */
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { resolve } from 'node:path';
import { DURATION_EXAMPLES, parseDuration } from '../core/project/duration.ts';
import type { OutputOptions } from './terminal.ts';

const DEFAULT_WAIT_MS = 600_000;

export interface Globals extends OutputOptions {
	/** Longest wait for a throttle. */
	readonly maxWaitMs: number;
	/** Absolute; `undefined`: the nearest folder upwards with a freehold.yaml. */
	readonly workspace: string | undefined;
	readonly secretsFile: string | undefined;
	readonly ca: string | undefined;
	readonly har: string | undefined;
}

export function addGlobals(program: Command): void {
	program
		.option('--workspace <dir>', 'folder with freehold.yaml (default: this one or the nearest above)')
		.option('--wait <duration>', 'longest wait when the vendor says to slow down (default: 10m)', durationArgument)
		.option('--no-wait', 'do not wait at all: stop and say when it can go on')
		.option('--secrets-file <file>', 'YAML or JSON file with secrets; nobody else may be able to read it')
		.option('--ca <file>', 'trust the certificates in this PEM file as well')
		.option('--har <file>', 'write the requests made (without secrets and bodies) to a HAR file')
		.option('--json', 'JSON lines on stdout, nothing else there')
		.option('--quiet', 'no progress and no messages, only failures')
		.option('--verbose', 'say more: requests, causes of failures')
		.option('--no-color', 'no colours (NO_COLOR does the same)');
}

interface GivenGlobals {
	readonly workspace?: string;
	readonly wait?: number | boolean;
	readonly secretsFile?: string;
	readonly ca?: string;
	readonly har?: string;
	readonly json?: boolean;
	readonly quiet?: boolean;
	readonly verbose?: boolean;
	readonly color?: boolean;
}

export function readGlobals(program: Command, cwd: string): Globals {
	const given = program.opts<GivenGlobals>();
	const path = (file: string | undefined): string | undefined => (file === undefined ? undefined : resolve(cwd, file));
	return {
		maxWaitMs: given.wait === false ? 0 : typeof given.wait === 'number' ? given.wait : DEFAULT_WAIT_MS,
		workspace: path(given.workspace),
		secretsFile: path(given.secretsFile),
		ca: path(given.ca),
		har: path(given.har),
		json: given.json === true,
		quiet: given.quiet === true,
		verbose: given.verbose === true,
		color: given.color !== false,
	};
}

export function durationArgument(text: string): number {
	const ms = parseDuration(text);
	if (ms === undefined) throw new InvalidArgumentError(`Use a duration such as ${DURATION_EXAMPLES}.`);
	return ms;
}

export function wholeArgument(min: number, max: number): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (/^\d+$/.test(text.trim()) && value >= min && value <= max) return value;
		throw new InvalidArgumentError(`Use a whole number from ${min} to ${max}.`);
	};
}
