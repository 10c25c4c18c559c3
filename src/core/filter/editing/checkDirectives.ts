/** What comments of a filter file say of its sets: datasets that nobody has, names that are given twice. */
import { distance } from '../distance.ts';
import type { Directive } from '../filterFile.ts';
import { finding, replacement } from '../findings.ts';
import type { Finding } from '../findings.ts';
import { documentFinding } from './documentFinding.ts';
import type { DocumentFinding } from './documentFinding.ts';
import type { FilterDocument } from './filterDocument.ts';
import type { FilterKnowledge, KnownDataset } from './knowledge.ts';

export function checkDirectives(
	{ form, sets }: FilterDocument,
	knowledge: FilterKnowledge,
): readonly DocumentFinding[] {
	if (form !== 'file') return [];
	const datasets = sets.flatMap(({ dataset }) => dataset ?? []).filter(({ text }) => text !== '');
	const unknown = datasets.flatMap((dataset) => unknownDataset(dataset, knowledge) ?? []);
	return [...unknown.map((found) => documentFinding(found)), ...repeatedNames(sets.flatMap(({ name }) => name ?? []))];
}

function unknownDataset(dataset: Directive, knowledge: FilterKnowledge): Finding | undefined {
	const { text } = dataset;
	const { datasets = [] } = knowledge;
	if (datasets.length === 0 || datasets.some(({ name }) => name === text || name.endsWith(`/${text}`)))
		return undefined;
	const [connection, ...rest] = text.split('/');
	const isConnection = rest.length === 0 || datasets.some(({ name }) => name.startsWith(`${connection ?? ''}/`));
	// A list without filters is told as such.
	if (isConnection && knowledge.endpointOf?.(text) !== undefined) return undefined;
	const message = isConnection
		? `There is no dataset '${text}'`
		: `There is no Reapit connection '${connection ?? ''}'`;
	const near = nearest(text, datasets);
	const fixes = near === undefined ? [] : [replacement(`Change to ${near}`, dataset, near)];
	return finding('FH184', dataset, message, fixes);
}

function nearest(text: string, datasets: readonly KnownDataset[]): string | undefined {
	const [near] = datasets
		.map(({ name }) => ({ name, away: distance(text.toLowerCase(), name.toLowerCase()) }))
		.sort((a, b) => a.away - b.away);
	return near !== undefined && near.away <= text.length / 3 ? near.name : undefined;
}

function repeatedNames(names: readonly Directive[]): readonly DocumentFinding[] {
	const first = new Map<string, Directive>();
	return names.flatMap((name) => {
		const earlier = first.get(name.text);
		if (earlier === undefined) first.set(name.text, name);
		if (earlier === undefined || name.text === '') return [];
		const related = [{ start: earlier.start, end: earlier.end, message: earlier.text }];
		return [documentFinding(finding('FH185', name, `Another set is called '${name.text}'`), related)];
	});
}
