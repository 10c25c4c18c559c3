/** `freehold reapit get`: a record, a page of a list, or where a link of an answer leads. */
import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FreeholdError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Query } from '../../core/sources/reapit/entities/checkQuery.ts';
import { entityTag } from '../../core/sources/reapit/entities/entityTag.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { wholeArgument } from '../globals.ts';
import type { OpenReapit } from '../openReapit.ts';
import { withReapit } from '../openReapit.ts';
import { bytes } from '../../core/wording/quantities.ts';
import { addCustomer, listArgument, pairArgument, parseReapitTarget } from '../reapitTarget.ts';
import type { GivenCustomer, ReapitTarget } from '../reapitTarget.ts';

interface Given extends GivenCustomer {
	readonly embed: readonly string[];
	readonly param: Query;
	readonly page?: number;
	readonly pageSize?: number;
	readonly output?: string;
}

export function addReapitGet(reapit: Command, run: (action: Action) => void): void {
	const command = reapit
		.command('get')
		.summary('a record, a page of a list, or where a link leads')
		.description('Prints what Reapit answers, as JSON. A link of an answer can be given as it stands there.')
		.argument('<target>', "CONNECTION/RESOURCE[/ID], or a link: 'agency/documents/?associatedType=contact'")
		.option('--embed <name>', 'records to bring along; may be given several times', listArgument, [])
		.option('--param <name=value>', 'a parameter of the list; may be given several times', pairArgument, [])
		.option('--page <number>', 'page of a list', wholeArgument(1, 1_000_000))
		.option('--page-size <number>', 'records of a page (default: 25)', wholeArgument(1, 100))
		.option('--output <file>', 'where to write a file that is downloaded: agency/documents/ID/download');
	addCustomer(command).action((target: string, given: Given) => run((context) => get(context, target, given)));
}

async function get(context: CommandContext, text: string, given: Given): Promise<number> {
	const target = parseReapitTarget(text);
	return withReapit(context, target.connection, given.customer, async (open) => {
		if (target.path.endsWith('/download')) return download(context, open, target, given.output);
		const query: Query = [
			...target.query,
			...given.param,
			...given.embed.map((name) => ['embed', name] as const),
			...(given.page === undefined ? [] : [['pageNumber', String(given.page)] as const]),
			...(given.pageSize === undefined ? [] : [['pageSize', String(given.pageSize)] as const]),
		];
		const answer = await open.entities.read(target.path, query, context.signal);
		const { json = null, requestId } = answer;
		const { output } = context;
		if (output.options.json) {
			const etag = isJsonObject(json) ? entityTag(answer, json) : undefined;
			await output.line({
				type: 'entity',
				connection: target.connection,
				path: target.path,
				etag,
				value: json,
				requestId,
			});
		} else {
			await output.data(`${JSON.stringify(json, null, 2)}\n`);
		}
		return EXIT_CODES.done;
	});
}

async function download(
	context: CommandContext,
	{ entities, api }: OpenReapit,
	target: ReapitTarget,
	given: string | undefined,
): Promise<number> {
	const { output, terminal, signal } = context;
	if (given === undefined) {
		throw new FreeholdError('usage', {
			what: `${target.path} was not downloaded`,
			why: 'a file is not printed',
			next: 'Say where to write it with --output FILE',
		});
	}
	const { path } = entities.paths.operation(target.path, 'GET').at;
	const body = await api.download({ path, label: path }, signal);
	const file = resolve(terminal.cwd, given);
	await writeFile(file, body);
	output.say(`${output.paint('green', '✓')} ${given}, ${bytes(body.byteLength)}`);
	if (output.options.json) await output.line({ type: 'download', path: target.path, file, bytes: body.byteLength });
	return EXIT_CODES.done;
}
