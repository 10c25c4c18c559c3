/** `--data FILE|-|'{…}'`: a JSON document that a command sends. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FreeholdError } from '../core/errors.ts';
import { JsonText } from '../core/sources/reapit/entities/jsonText.ts';
import type { CommandContext } from './context.ts';
import { hasCode } from './projectFiles.ts';

export const DATA_OPTION = ['--data <file>', "JSON file, - for stdin, or the JSON itself: '{…}'"] as const;

/** @throws FreeholdError `usage` where it cannot be read, or is not JSON; says where */
export async function readDocument(context: CommandContext, data: string): Promise<JsonText> {
	if (/^\s*[{[]/.test(data)) return JsonText.parse(data, '--data');
	if (data === '-') return JsonText.parse(await readInput(context), 'stdin');
	return JsonText.parse(await readText(resolve(context.terminal.cwd, data), data), data);
}

async function readInput({ terminal, signal }: CommandContext): Promise<string> {
	const pieces: Buffer[] = [];
	for await (const piece of terminal.input) {
		signal.throwIfAborted();
		pieces.push(Buffer.from(piece));
	}
	return Buffer.concat(pieces).toString('utf8');
}

async function readText(file: string, name: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (cause) {
		throw new FreeholdError('usage', {
			what: `${name} cannot be read`,
			why: hasCode(cause, 'ENOENT') ? 'There is no such file' : cause instanceof Error ? cause.message : String(cause),
			next: "Name a JSON file with --data, - for stdin, or write the JSON itself: '{…}'",
			cause,
		});
	}
}
