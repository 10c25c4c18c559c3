/** What is said of a filter: as `freehold filter` prints it. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { reapitDialect } from '../../core/filter/dialect.ts';
import type { FieldIndex } from '../../core/filter/fieldIndex.ts';
import { formatFilterFile } from '../../core/filter/filterFile.ts';
import { print } from '../../core/filter/print.ts';
import { parseTarget } from '../../core/project/targets.ts';
import {
	checkSet,
	explanationOf,
	findingText,
	inlined,
	matchesText,
	named,
	setOfExpressions,
	setsOfFile,
	sqlOf,
} from '../../core/wording/filterText.ts';
import type { FilterSet } from '../../core/wording/filterText.ts';
import { plainPage } from '../../core/wording/page.ts';
import type { FilterRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import type { DatasetRef } from '../refs.ts';
import { askInOwnThread } from './ownReader.ts';

export async function filterDocument(freehold: Freehold, request: FilterRequest): Promise<string> {
	const text = await textOf(request.source);
	const isFile = 'file' in request.source;
	const sets = isFile ? setsOfFile(text) : [setOfExpressions([text])];
	const lines = await linesOf(freehold, request, sets, isFile ? text : undefined);
	return `${lines.join('\n')}\n`;
}

async function textOf(source: FilterRequest['source']): Promise<string> {
	if ('expression' in source) return source.expression;
	// As it stands in the editor, saved or not.
	return (await vscode.workspace.openTextDocument(vscode.Uri.parse(source.file))).getText();
}

function linesOf(
	freehold: Freehold,
	request: FilterRequest,
	sets: readonly FilterSet[],
	file: string | undefined,
): Promise<readonly string[]> | readonly string[] {
	switch (request.verb) {
		case 'check':
			return checkLines(freehold, request, sets);
		case 'format':
			if (file !== undefined) return [formatFilterFile(file, reapitDialect).trimEnd()];
			return sets.flatMap(({ expressions }) => expressions.map(({ parsed }) => print(parsed, reapitDialect)));
		case 'explain':
			return sets.map((set) => named(set, explanationOf(set)));
		case 'eval':
			return evalLines(freehold, request, sets);
		case 'sql':
			return sets.map((set) => named(set, inlined(sqlOf(set))));
	}
}

async function checkLines(
	freehold: Freehold,
	request: FilterRequest,
	sets: readonly FilterSet[],
): Promise<readonly string[]> {
	const lines: string[] = [];
	for (const set of sets) {
		const checked = checkSet(set, await fieldsFor(freehold, request, set));
		lines.push(...checked.findings.map((placed) => findingText(placed, plainPage)));
	}
	return lines.length === 0 ? ['✓ Nothing is wrong with it.'] : lines;
}

/** What is not replicated yet is checked without knowing its fields. */
async function fieldsFor(freehold: Freehold, request: FilterRequest, set: FilterSet): Promise<FieldIndex | undefined> {
	const data = await dataOf(freehold, request, set);
	if (data === undefined) return undefined;
	try {
		return await askInOwnThread(freehold, data, 'metadataFields', data.dataset);
	} catch (error) {
		if (FreeholdError.is(error, 'notFound')) return undefined;
		throw error;
	}
}

async function evalLines(
	freehold: Freehold,
	request: FilterRequest,
	sets: readonly FilterSet[],
): Promise<readonly string[]> {
	const lines: string[] = [];
	for (const set of sets) {
		const data = await dataOf(freehold, request, set);
		if (data === undefined) throw noData();
		const filters = set.expressions.map(({ parsed }) => parsed);
		const found = await askInOwnThread(freehold, data, 'countMatches', data.dataset, filters);
		lines.push(named(set, matchesText(found, `${data.connection}/${data.dataset}`)));
	}
	return lines;
}

/** Which data a set is meant for: what the user chose, or what the set says itself. */
async function dataOf(
	freehold: Freehold,
	{ data, source }: FilterRequest,
	set: FilterSet,
): Promise<DatasetRef | undefined> {
	const text = data?.target ?? set.dataset;
	if (text === undefined) return undefined;
	const { connection, dataset } = parseTarget(text);
	const own = 'file' in source ? vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(source.file)) : undefined;
	const folder = data?.folder ?? own?.uri.toString() ?? (await freehold.projects()).all[0]?.folder;
	return folder === undefined || dataset === undefined ? undefined : { folder, connection, dataset };
}

function noData(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The filter cannot be evaluated',
		why: 'it is not said on which data',
		next: 'Choose a replicated dataset, or write a line `# @dataset agency/properties` above it',
	});
}
