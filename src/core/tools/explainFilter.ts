/** `explain_filter`: what metadata filters select, and what is wrong with them. */
import { FreeholdError } from '../errors.ts';
import { checkAll, isRefused } from '../filter/check.ts';
import { reapitDialect as dialect } from '../filter/dialect.ts';
import { explain } from '../filter/explain.ts';
import type { FieldIndex } from '../filter/fieldIndex.ts';
import { applyFix, findingCodes } from '../filter/findings.ts';
import type { Finding } from '../filter/findings.ts';
import { parse } from '../filter/parse.ts';
import { print } from '../filter/print.ts';
import type { Parsed } from '../filter/syntax.ts';
import { toSql } from '../filter/toSql.ts';
import { replicaFile } from '../jobs/replicaFile.ts';
import { parseTarget } from '../project/targets.ts';
import type { FilterCount } from '../replica/filterRows.ts';
import { projectOfConnection } from './pickProject.ts';
import { notReplicated } from './queryReplica.ts';
import { MOST_FILTERS } from './toolCatalogue.ts';
import type { ToolHost } from './toolHost.ts';
import type { ToolInput } from './toolInput.ts';

interface FromData {
	readonly index?: FieldIndex;
	readonly matches?: FilterCount;
}

export async function explainFilter(host: ToolHost, input: ToolInput, signal: AbortSignal): Promise<unknown> {
	const texts = input.texts('filters', MOST_FILTERS);
	const target = input.optionalText('dataset');
	const set = texts.map((text) => parse(text, dialect));
	const isWrong = checkAll(set, { dialect }).some(isRefused);
	const { index, matches } =
		target === undefined
			? {}
			: await askData(host, { target, folder: input.optionalText('folder'), set, isWrong }, signal);
	const findings = checkAll(set, { dialect, index });
	const sql = toSql(set, { column: 'metadata', namesMayDiffer: false }, dialect);
	return {
		isRefused: findings.some(isRefused),
		explanation: explain(
			set.map(({ filter }) => filter),
			dialect,
		),
		filters: set.map((parsed, nth) => told(parsed, findings[nth] ?? [])),
		...(sql === undefined ? {} : { sql: sql.sql, params: sql.params }),
		...(matches === undefined ? {} : { matches }),
	};
}

function told(parsed: Parsed, findings: readonly Finding[]): unknown {
	const printed = print(parsed, dialect);
	return {
		filter: parsed.text,
		...(printed === parsed.text ? {} : { formatted: printed }),
		findings: findings.map(({ code, severity, message, fixes }) => ({
			...{ code, severity, message, why: findingCodes[code].why },
			fixes: fixes.map((fix) => ({ title: fix.title, result: applyFix(parsed.text, fix) })),
		})),
	};
}

interface Question {
	readonly target: string;
	readonly folder: string | undefined;
	readonly set: readonly Parsed[];
	/** Then there is nothing to count. */
	readonly isWrong: boolean;
}

async function askData(host: ToolHost, question: Question, signal: AbortSignal): Promise<FromData> {
	const { connection, dataset } = parseTarget(question.target);
	if (dataset === undefined) throw noDataset(question.target);
	const { project } = await projectOfConnection(host, connection, question.folder);
	const file = replicaFile(project.dataFolder, connection);
	const index = await host.replicas.ask({ file, name: 'fields', args: [dataset] }, signal);
	if (index === undefined) throw notReplicated(connection);
	if (question.isWrong) return { index };
	const texts = question.set.map(({ text }) => text);
	const matches = await host.replicas.ask({ file, name: 'matches', args: [dataset, texts] }, signal);
	return { index, ...(matches === undefined ? {} : { matches }) };
}

function noDataset(target: string): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The filter cannot be checked against data',
		why: `'${target}' names no dataset`,
		next: 'Name one as connection/dataset, such as agency/properties',
	});
}
